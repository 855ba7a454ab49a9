// Bytes over a socket, for what an HTTP client would not send.
import net from "node:net";
import tls from "node:tls";

const IDLE_MS = 3000;

// Sends the pieces one after the other and answers all that came back, as Latin-1 text, once `done`
// says that it is enough, or the server closed, or nothing came for a while: {text, closed}.
export function sendBytes(url, pieces, done = () => false) {
  return new Promise((resolve, reject) => {
    const secure = url.protocol === "https:";
    const port = Number(url.port || (secure ? 443 : 80));
    const socket = (secure ? tls : net).connect({ host: url.hostname, port, servername: url.hostname });
    let text = "";
    const finish = (closed) => {
      socket.destroy();
      resolve({ text, closed });
    };
    socket.setTimeout(IDLE_MS, () => finish(false));
    socket.setNoDelay(true);
    socket.on("error", reject);
    socket.on("end", () => finish(true));
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
      if (done(text)) finish(false);
    });
    (async () => {
      for (const piece of pieces) await new Promise((sent) => socket.write(piece, sent));
    })();
  });
}

// The bytes of a POST of an operation, its headers as an SDK's and `extra`.
export function requestBytes(t, operation, body, { version = "1.1", extra = {}, length = true } = {}) {
  const headers = { Host: t.endpoint.url.host, ...t.headers(operation, body),
    ...(length ? { "Content-Length": Buffer.byteLength(body) } : {}), ...extra };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return `POST / HTTP/${version}\r\n${lines}\r\n`;
}

export const statuses = (text) => [...text.matchAll(/HTTP\/1\.\d (\d{3})/g)].map(([, code]) => Number(code));

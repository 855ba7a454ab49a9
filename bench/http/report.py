"""The page that a run of the benchmark leaves in bench/results."""


def table(header, rows):
    lines = ["| " + " | ".join(header) + " |",
             "|" + "|".join([" --- "] + [" ---: "] * (len(header) - 1)) + "|"]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines)


def measurement_row(name, result, echo=None):
    share = "" if echo is None else f"{100 * result.rate / echo.rate:.0f} %"
    return [name, f"{result.rate:,.0f}", f"{result.p50_us:,.0f}", f"{result.p99_us:,.0f}",
            f"{result.cpu_us:.1f}", share]


def measurements(connections, rows):
    """`rows`: (workload, its Result, Result of the echo measured in turn with it)."""
    header = [f"{connections} connection{'s' if connections > 1 else ''}", "requests/s", "p50 µs",
              "p99 µs", "CPU µs/request", "of the echo"]
    echo = max((echo for _, _, echo in rows), key=lambda result: result.rate)
    body = [measurement_row("echo of 200 bytes (best)", echo)]
    body += [measurement_row(name, result, own_echo) for name, result, own_echo in rows]
    return table(header, body)


def facts(values):
    return table(["", ""], [[name, value] for name, value in values])


def page(title, preamble, sections):
    return "\n\n".join([f"# {title}", preamble, *sections]) + "\n"

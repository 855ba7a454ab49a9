import { any, suite } from "../lib/suite.mjs";

const { core, complete } = suite(import.meta.url);

core("answers an endpoint", "docs: DescribeEndpoints", {
  request: {}, output: {
    Endpoints: [{ Address: any.string, CachePeriodInMinutes: any.number }] } });

complete("answers an address without a scheme", "docs: Endpoint, Address", {
  request: {}, output: { Endpoints: [{ Address: /^[^/]+$/, CachePeriodInMinutes: 1440 }] } });

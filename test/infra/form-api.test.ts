import { Template } from "aws-cdk-lib/assertions";
import { beforeAll, describe, expect, it } from "vitest";
import { type Resource, synthesise } from "./synthesised.ts";

let routes: Resource[];
let stage: Resource["Properties"];
let cors: { closed: unknown; open: unknown };
beforeAll(() => {
  const closed = synthesise("prod");
  const open = synthesise("prod", { TURNO_EMBED_ORIGINS: "https://www.example.com" });
  const corsOf = ({ data }: typeof closed) =>
    (Object.values(data.findResources("AWS::ApiGatewayV2::Api"))[0] as Resource).Properties.CorsConfiguration;
  routes = Object.values(Template.fromStack(closed.service).findResources("AWS::ApiGatewayV2::Route")) as Resource[];
  stage = Object.values(closed.resources("AWS::ApiGatewayV2::Stage"))[0]?.Properties;
  cors = { closed: corsOf(closed), open: corsOf(open) };
});

describe("form API", () => {
  it("has these routes, and none that takes the rest", () => {
    expect(routes.map(({ Properties }) => Properties.RouteKey).sort()).toEqual([
      "GET /customers/{customer}",
      "GET /embed.js",
      "GET /form",
      "GET /in/{source}",
      "GET /offers/{offer}",
      "GET /returns/{link}",
      "GET /thanks",
      "GET /unsubscribe/{link}",
      "GET /you/{link}",
      "GET /you/{link}/data",
      "GET /you/{link}/times",
      "HEAD /customers/{customer}",
      "HEAD /embed.js",
      "HEAD /form",
      "HEAD /in/{source}",
      "HEAD /offers/{offer}",
      "HEAD /returns/{link}",
      "HEAD /thanks",
      "HEAD /unsubscribe/{link}",
      "HEAD /you/{link}",
      "HEAD /you/{link}/data",
      "HEAD /you/{link}/times",
      "POST /customers/{customer}",
      "POST /in/{source}",
      "POST /leads",
      "POST /offers/{offer}",
      "POST /offers/{offer}/acts",
      "POST /offers/{offer}/manage",
      "POST /returns/{link}",
      "POST /unsubscribe/{link}",
      "POST /you/{link}",
      "POST /you/{link}/look",
      "POST /you/{link}/times",
      "POST /you/{link}/withdraw",
    ]);
  });

  it("limits all requests, and submissions of the form below that", () => {
    const { ThrottlingRateLimit, ThrottlingBurstLimit } = stage.DefaultRouteSettings;
    const form = stage.RouteSettings["POST /leads"];
    expect(form.ThrottlingRateLimit).toBeGreaterThan(0);
    expect(form.ThrottlingRateLimit).toBeLessThan(ThrottlingRateLimit);
    expect(form.ThrottlingBurstLimit).toBeLessThan(ThrottlingBurstLimit);
  });

  it("lets no other site in unless it is named", () => {
    expect(cors.closed).toBeUndefined();
    expect(cors.open).toMatchObject({ AllowOrigins: ["https://www.example.com"], AllowMethods: ["GET", "POST"] });
    expect(cors.open).not.toHaveProperty("AllowCredentials");
  });

  it("logs requests without who asked, and without the path, which holds an offer's secret", () => {
    const logged = Object.values(JSON.parse(stage.AccessLogSettings.Format));
    expect(logged).toContain("$context.routeKey");
    for (const field of logged) expect(field).not.toMatch(/identity|\.path|sourceIp|userAgent|protocol|authorizer/i);
  });
});

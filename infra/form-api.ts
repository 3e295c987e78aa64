import { Duration, RemovalPolicy } from "aws-cdk-lib";
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway";
import * as gateway from "aws-cdk-lib/aws-apigatewayv2";
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations";
import type { Metric } from "aws-cdk-lib/aws-cloudwatch";
import { FilterPattern, LogGroup } from "aws-cdk-lib/aws-logs";
import { Construct } from "constructs";
import { pascalCase, type ServiceFunction } from "./functions.ts";
import { metricsOf } from "./metrics.ts";
import type { Config } from "./stages.ts";
import type { TurnoFunction } from "./turno-function.ts";

/** The public routes and the function behind each. Anything else is a 404 without a function call. */
const ASKED: Readonly<Record<string, ServiceFunction>> = {
  "GET /form": "show-form",
  "GET /thanks": "show-form",
  "GET /embed.js": "show-form",
  "POST /leads": "submit-lead",
  "GET /in/{source}": "submit-lead",
  "POST /in/{source}": "submit-lead",
  "GET /offers/{offer}": "answer-offer",
  "POST /offers/{offer}": "answer-offer",
  "POST /offers/{offer}/acts": "act-on-lead",
  "POST /offers/{offer}/manage": "manage-lead",
  "GET /customers/{customer}": "log-milestone",
  "POST /customers/{customer}": "log-milestone",
  "GET /returns/{link}": "return-rep",
  "POST /returns/{link}": "return-rep",
  "GET /unsubscribe/{link}": "unsubscribe",
  "POST /unsubscribe/{link}": "unsubscribe",
  "GET /you/{link}/times": "choose-time",
  "POST /you/{link}/times": "choose-time",
  "GET /you/{link}": "show-request",
  "POST /you/{link}": "show-request",
  "GET /you/{link}/data": "show-request",
  "POST /you/{link}/look": "ask-for-look",
  "POST /you/{link}/withdraw": "withdraw-request",
};

/** Every GET route, also for HEAD, which mail scanners and link previews send. */
export const ROUTES: Readonly<Record<string, ServiceFunction>> = Object.fromEntries(
  Object.entries(ASKED).flatMap(([route, name]) => [
    [route, name],
    ...(route.startsWith("GET ") ? [[route.replace("GET", "HEAD"), name] as const] : []),
  ]),
);

/** A route's construct id: `GET--offers--{offer}`. */
export const routeId = (route: string): string => route.replace(" ", "").replaceAll("/", "--");

/**
 * The access log format, a line per request. Without IP address and user agent; the route instead of the path, which
 * contains a link's secret.
 */
const ACCESS_LOG = {
  at: "$context.requestTime",
  request: "$context.requestId",
  route: "$context.routeKey",
  status: "$context.status",
  bytes: "$context.responseLength",
  milliseconds: "$context.responseLatency",
  error: "$context.error.message",
};

/** Routes, throttling and access log of the HTTP API: form, submission, offer pages and the reps' return. */
export class FormApi extends Construct {
  readonly api: gateway.IHttpApi;
  /** Metric of the requests that were throttled (429). */
  readonly throttled: Metric;
  readonly #stage: gateway.HttpStage;

  constructor(scope: Construct, id: string, api: gateway.IHttpApi, config: Config) {
    super(scope, id);
    this.api = api;
    const logs = new LogGroup(this, "AccessLogs", {
      logGroupName: `/turno/${config.stage}/requests`,
      retention: config.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.throttled = logs
      .addMetricFilter("Throttled", {
        filterPattern: FilterPattern.stringValue("$.status", "=", "429"),
        metricNamespace: metricsOf(config.stage).namespace,
        metricName: "RequestsThrottled",
      })
      .metric({ period: Duration.minutes(5), statistic: "Sum" });
    this.#stage = new gateway.HttpStage(this, "Stage", {
      httpApi: api,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: config.api.perSecond, burstLimit: config.api.burst },
      accessLogSettings: {
        destination: new gateway.LogGroupLogDestination(logs),
        format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)),
      },
    });
    (this.#stage.node.defaultChild as gateway.CfnStage).routeSettings = {
      "POST /leads": {
        ThrottlingRateLimit: config.form.perSecond,
        ThrottlingBurstLimit: config.form.burst,
      },
    };
  }

  /** Sends each route to its function. */
  route(functions: Readonly<Record<ServiceFunction, TurnoFunction>>): void {
    for (const [route, name] of Object.entries(ROUTES)) {
      const [method, path] = route.split(" ") as [keyof typeof gateway.HttpMethod, string];
      const made = new gateway.HttpRoute(this, routeId(route), {
        httpApi: this.api,
        routeKey: gateway.HttpRouteKey.with(path, gateway.HttpMethod[method]),
        integration: new HttpLambdaIntegration(`${pascalCase(name)}Integration`, functions[name]),
      });
      // The stage sets limits by route key, so the routes must exist first.
      this.#stage.node.addDependency(made);
    }
  }
}

import { CfnOutput, Duration, RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { CorsHttpMethod, HttpApi } from "aws-cdk-lib/aws-apigatewayv2";
import * as dynamodb from "aws-cdk-lib/aws-dynamodb";
import { EventBus } from "aws-cdk-lib/aws-events";
import { Secret, type SecretStringGenerator } from "aws-cdk-lib/aws-secretsmanager";
import type { Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { Alerts } from "./alerts.ts";
import type { Config } from "./stages.ts";

/** The index of leads by the time of their next action. */
export const DUE_INDEX = "due";
/** The index of waiting leads, in the order in which they are woken. */
export const WAITING_INDEX = "waiting";
/** The index of leads by company, which tells who owns leads of the same company. */
export const COMPANY_INDEX = "company";

/** The index of leads by status, which lists them in the order in which they were received. */
export const STAND_INDEX = "stand";

/** The index of open leads by who keeps them, in the order in which they are to do something. */
export const KEEP_INDEX = "keep";

export interface Tables {
  readonly LEADS_TABLE: dynamodb.Table;
  readonly REPS_TABLE: dynamodb.Table;
  readonly CURSORS_TABLE: dynamodb.Table;
  readonly POLICIES_TABLE: dynamodb.Table;
  readonly COMPANIES_TABLE: dynamodb.Table;
  readonly INTAKE_TABLE: dynamodb.Table;
  readonly REPORTS_TABLE: dynamodb.Table;
}

/** What the doors know by which leads come in. */
export interface IntakeSecrets {
  /** For the form's tokens and the hashes of addresses. */
  readonly formKey: Secret;
  /** The secrets of the sources that sign, as JSON by their names. */
  readonly callers: Secret;
}

/** What the data stack hands to the service stack. It survives when the service stack is deleted and recreated. */
export interface Kept {
  readonly tables: Tables;
  /** Hears of each change of a lead. It lives here because others hang their rules on it. */
  readonly bus: EventBus;
  readonly secrets: IntakeSecrets;
  /** The HTTP API without its routes. It lives here because the addresses of the form and of links must not change. */
  readonly api: HttpApi;
  /** The alarm topic. It lives here because its subscriptions are confirmed by hand. */
  readonly alerts: Topic;
}

/**
 * Everything that must survive the service stack. Tables, secrets and API are retained even when this stack is deleted.
 * Tables and secrets have fixed names, so that `cdk import` can adopt them again.
 */
export class DataStack extends Stack implements Kept {
  readonly tables: Tables;
  readonly bus: EventBus;
  readonly secrets: IntakeSecrets;
  readonly api: HttpApi;
  readonly alerts: Topic;
  readonly #stage: Config["stage"];

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id, {
      env: config.env,
      description: `Turno (${config.stage}): leads, reps, the fairness ledger, policies, companies and the API's address`,
      terminationProtection: config.stage === "prod",
    });
    this.#stage = config.stage;
    this.api = this.#api(config);
    this.alerts = new Alerts(this, "Alerts", config).topic;
    this.tables = {
      LEADS_TABLE: this.#table("Leads", "sk", {
        timeToLiveAttribute: "ttl",
        // Reports need the new image of a lead only.
        stream: dynamodb.StreamViewType.NEW_IMAGE,
      }),
      // What reps hold for meetings expires.
      REPS_TABLE: this.#table("Reps", "sk", { timeToLiveAttribute: "ttl" }),
      // Of these items, only the entries of the ledgers' journals expire.
      CURSORS_TABLE: this.#table("Cursors", undefined, { timeToLiveAttribute: "ttl" }),
      POLICIES_TABLE: this.#table("Policies", "sk", { timeToLiveAttribute: "ttl" }),
      // Of these items, only the cached answers of company services expire.
      COMPANIES_TABLE: this.#table("Companies", "sk", { timeToLiveAttribute: "ttl" }),
      // What was sent by whom within the hour, and submissions that are held for a look: all of it expires.
      INTAKE_TABLE: this.#table("Intake", "sk", { timeToLiveAttribute: "ttl" }),
      // One small row for each lead, by month, made from the leads alone; what an erased one leaves expires.
      REPORTS_TABLE: this.#table("Reports", "sk", { timeToLiveAttribute: "ttl" }),
    };
    this.bus = new EventBus(this, "Events", {
      eventBusName: `turno-${this.#stage}`,
      description: `Turno (${this.#stage}): each change of a lead, as CloudEvents`,
    });
    this.bus.applyRemovalPolicy(RemovalPolicy.RETAIN);
    new CfnOutput(this, "EventBusName", { value: this.bus.eventBusName, description: "The bus of changes of leads" });
    this.secrets = {
      formKey: this.#secret("FormKey", "form-key", { passwordLength: 64 }),
      // One source to begin with; its password is a secret as Standard Webhooks has them, 33 bytes in base64.
      callers: this.#secret("Callers", "callers", {
        secretStringTemplate: "{}",
        generateStringKey: "website",
        passwordLength: 44,
      }),
    };
    this.tables.LEADS_TABLE.addGlobalSecondaryIndex({
      indexName: DUE_INDEX,
      partitionKey: { name: "dueShard", type: dynamodb.AttributeType.STRING },
      sortKey: { name: "dueAt", type: dynamodb.AttributeType.STRING },
      projectionType: dynamodb.ProjectionType.KEYS_ONLY,
    });
    this.tables.LEADS_TABLE.addGlobalSecondaryIndex({
      indexName: WAITING_INDEX,
      // A sparse index: only waiting leads have these attributes.
      partitionKey: { name: "waitList", type: dynamodb.AttributeType.STRING },
      sortKey: { name: "turn", type: dynamodb.AttributeType.STRING },
      projectionType: dynamodb.ProjectionType.INCLUDE,
      nonKeyAttributes: ["waitKeyHash", "waitingSince"],
    });
    this.tables.LEADS_TABLE.addGlobalSecondaryIndex({
      indexName: COMPANY_INDEX,
      partitionKey: { name: "companyKey", type: dynamodb.AttributeType.STRING },
      sortKey: { name: "receivedAt", type: dynamodb.AttributeType.STRING },
      // These attributes change once, when somebody accepts the lead.
      projectionType: dynamodb.ProjectionType.INCLUDE,
      nonKeyAttributes: ["ownerId"],
    });
    this.tables.LEADS_TABLE.addGlobalSecondaryIndex({
      indexName: STAND_INDEX,
      partitionKey: { name: "status", type: dynamodb.AttributeType.STRING },
      // Only leads have this attribute; other rows of the table may have a status of their own.
      sortKey: { name: "standAt", type: dynamodb.AttributeType.STRING },
      projectionType: dynamodb.ProjectionType.INCLUDE,
      nonKeyAttributes: ["holders", "inPool", "listed"],
    });
    this.tables.LEADS_TABLE.addGlobalSecondaryIndex({
      indexName: KEEP_INDEX,
      // Only leads that somebody has accepted, or that a manager has, are in it.
      partitionKey: { name: "keeper", type: dynamodb.AttributeType.STRING },
      sortKey: { name: "keptAt", type: dynamodb.AttributeType.STRING },
      projectionType: dynamodb.ProjectionType.INCLUDE,
      nonKeyAttributes: ["status", "standAt", "holders", "inPool", "listed"],
    });
  }

  #api({ stage, embedOrigins }: Config): HttpApi {
    const api = new HttpApi(this, "Api", {
      apiName: `turno-${stage}`,
      description: `Turno (${stage}): the form and the offers`,
      createDefaultStage: false,
      ...(embedOrigins.length > 0 && {
        corsPreflight: {
          allowOrigins: [...embedOrigins],
          allowMethods: [CorsHttpMethod.GET, CorsHttpMethod.POST],
          allowHeaders: ["content-type", "idempotency-key"],
          maxAge: Duration.hours(1),
        },
      }),
    });
    api.applyRemovalPolicy(RemovalPolicy.RETAIN);
    return api;
  }

  #secret(id: string, name: string, generate: SecretStringGenerator): Secret {
    const secret = new Secret(this, id, {
      secretName: `turno-${this.#stage}/${name}`,
      generateSecretString: { ...generate, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(secret).acknowledge({
      id: "AwsSolutions::AwsSolutions-SMG4",
      reason:
        "Who signs has to be told of a new secret by a person, and a new key of the form makes the forms that are open count as programs'. Both are replaced by hand, as docs/intake.md says.",
    });
    return secret;
  }

  #table(id: string, sortKey?: string, props: Partial<dynamodb.TableProps> = {}): dynamodb.Table {
    const table = new dynamodb.Table(this, id, {
      tableName: tableNameOf(id, this.#stage),
      partitionKey: { name: "pk", type: dynamodb.AttributeType.STRING },
      ...(sortKey && { sortKey: { name: sortKey, type: dynamodb.AttributeType.STRING } }),
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      // A KMS key, so that each access to personal data is logged in CloudTrail.
      encryption: dynamodb.TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      ...props,
    });
    new CfnOutput(this, `${id}TableName`, { value: table.tableName, description: `The table of ${id.toLowerCase()}` });
    return table;
  }
}

/** The name of a table of a stage, which stays when the stack does not. */
export const tableNameOf = (id: string, stage: Config["stage"]): string => `turno-${stage}-${id.toLowerCase()}`;

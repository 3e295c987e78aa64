import { beforeAll, describe, expect, it } from "vitest";
import { type Resource, type Synthesised, synthesise } from "./synthesised.ts";

let data: Synthesised["data"];
let tables: [string, Resource][];
const table = (id: string) => tables.find(([logicalId]) => logicalId.startsWith(id))?.[1].Properties;
const keys = (id: string) => table(id).KeySchema.map((key: { AttributeName: string }) => key.AttributeName);

beforeAll(() => {
  ({ data } = synthesise("dev"));
  tables = Object.entries(data.findResources("AWS::DynamoDB::Table") as Record<string, Resource>);
});

describe("data stack", () => {
  it("holds the tables, the API without routes, the secrets of the doors, the bus and the topic of alarms, and nothing else", () => {
    const types = Object.values(data.toJSON().Resources as Record<string, Resource>).map(({ Type }) => Type);
    expect(types.sort()).toEqual([
      "AWS::ApiGatewayV2::Api",
      ...Array(7).fill("AWS::DynamoDB::Table"),
      "AWS::Events::EventBus",
      "AWS::KMS::Key",
      "AWS::SNS::Subscription",
      "AWS::SNS::Topic",
      "AWS::SNS::TopicPolicy",
      ...Array(2).fill("AWS::SecretsManager::Secret"),
    ]);
  });

  it("keeps every table when the stack is deleted or the table replaced", () => {
    for (const [, { DeletionPolicy, UpdateReplacePolicy }] of tables) {
      expect([DeletionPolicy, UpdateReplacePolicy]).toEqual(["Retain", "Retain"]);
    }
  });

  it("names every table, so that a recreated stack finds one that was kept or restored", () => {
    for (const [id, { Properties }] of tables) {
      const [, word = ""] = /^([A-Z][a-z]+)/.exec(id) ?? [];
      expect(Properties.TableName).toBe(`turno-dev-${word.toLowerCase()}`);
    }
  });

  it("protects every table from deletion, backs it up continuously and encrypts it with a key of the account", () => {
    for (const [, { Properties }] of tables) {
      expect(Properties.DeletionProtectionEnabled).toBe(true);
      expect(Properties.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
      expect(Properties.SSESpecification).toEqual({ SSEEnabled: true });
    }
  });

  it("pays for what is used", () => {
    for (const [, { Properties }] of tables) expect(Properties.BillingMode).toBe("PAY_PER_REQUEST");
  });

  it("keeps the bus, under its name, since others hang rules on it", () => {
    const [bus] = Object.values(data.findResources("AWS::Events::EventBus") as Record<string, Resource>);
    expect(bus).toMatchObject({ DeletionPolicy: "Retain", Properties: { Name: "turno-dev" } });
  });

  it("keys each table as the stores expect", () => {
    expect(keys("Leads")).toEqual(["pk", "sk"]);
    expect(keys("Reps")).toEqual(["pk", "sk"]);
    expect(keys("Cursors")).toEqual(["pk"]);
    expect(keys("Policies")).toEqual(["pk", "sk"]);
    expect(keys("Companies")).toEqual(["pk", "sk"]);
    expect(keys("Intake")).toEqual(["pk", "sk"]);
  });

  it("finds due leads by an index of keys alone, those that wait in the order of their turn, a company's by one that knows their owners, all by where they stand, and those of each who keeps them by when they are to act", () => {
    expect(table("Leads").GlobalSecondaryIndexes).toEqual([
      {
        IndexName: "due",
        KeySchema: [
          { AttributeName: "dueShard", KeyType: "HASH" },
          { AttributeName: "dueAt", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
      {
        IndexName: "waiting",
        KeySchema: [
          { AttributeName: "waitList", KeyType: "HASH" },
          { AttributeName: "turn", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["waitKeyHash", "waitingSince"] },
      },
      {
        IndexName: "company",
        KeySchema: [
          { AttributeName: "companyKey", KeyType: "HASH" },
          { AttributeName: "receivedAt", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["ownerId"] },
      },
      {
        IndexName: "stand",
        KeySchema: [
          { AttributeName: "status", KeyType: "HASH" },
          { AttributeName: "standAt", KeyType: "RANGE" },
        ],
        Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["holders", "inPool", "listed"] },
      },
      {
        IndexName: "keep",
        KeySchema: [
          { AttributeName: "keeper", KeyType: "HASH" },
          { AttributeName: "keptAt", KeyType: "RANGE" },
        ],
        Projection: {
          ProjectionType: "INCLUDE",
          NonKeyAttributes: ["status", "standAt", "holders", "inPool", "listed"],
        },
      },
    ]);
  });

  it("forgets kept answers of company services by their ttl", () => {
    expect(table("Companies").TimeToLiveSpecification).toEqual({ AttributeName: "ttl", Enabled: true });
  });

  it("forgets entries of the ledgers' journals by their ttl", () => {
    expect(table("Cursors").TimeToLiveSpecification).toEqual({ AttributeName: "ttl", Enabled: true });
  });

  it("forgets leads by their ttl and streams them as they become", () => {
    expect(table("Leads").TimeToLiveSpecification).toEqual({ AttributeName: "ttl", Enabled: true });
    expect(table("Leads").StreamSpecification).toEqual({ StreamViewType: "NEW_IMAGE" });
  });

  it("gives the names of the tables", () => {
    const outputs = Object.keys(data.toJSON().Outputs);
    expect(outputs).toEqual(
      expect.arrayContaining([
        "LeadsTableName",
        "RepsTableName",
        "CursorsTableName",
        "PoliciesTableName",
        "CompaniesTableName",
      ]),
    );
  });
});

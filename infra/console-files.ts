import { Duration, RemovalPolicy, Stack } from "aws-cdk-lib";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { BlockPublicAccess, Bucket, BucketEncryption } from "aws-cdk-lib/aws-s3";
import { BucketDeployment, CacheControl, Source } from "aws-cdk-lib/aws-s3-deployment";
import { Construct } from "constructs";
import type { ConsoleBundle } from "./console-bundle.ts";
import { CONSOLE_PATH, consoleBucketName, type EdgeStack } from "./edge-stack.ts";
import type { Config } from "./stages.ts";

interface ConsoleFilesProps {
  readonly config: Config;
  readonly edge: EdgeStack;
  readonly bundle: ConsoleBundle;
}

/** The console's files, which the edge's distribution alone may read. */
export class ConsoleFiles extends Construct {
  constructor(scope: Construct, id: string, { config, edge, bundle }: ConsoleFilesProps) {
    super(scope, id);
    const bucket = new Bucket(this, "Bucket", {
      bucketName: consoleBucketName(Stack.of(this), config),
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      // Every deployment brings all of it again.
      removalPolicy: RemovalPolicy.DESTROY,
      autoDeleteObjects: false,
    });
    bucket.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal("cloudfront.amazonaws.com")],
        actions: ["s3:GetObject"],
        resources: [bucket.arnForObjects("*")],
        conditions: { StringEquals: { "AWS:SourceArn": edge.distributionArn } },
      }),
    );
    const assets = new BucketDeployment(this, "Assets", {
      destinationBucket: bucket,
      destinationKeyPrefix: `${CONSOLE_PATH}/assets`,
      sources: [Source.asset(bundle.assets)],
      // Their names hold a hash of what is in them. Those of before stay, for whoever has the page of before open.
      cacheControl: [CacheControl.setPublic(), CacheControl.maxAge(Duration.days(365)), CacheControl.immutable()],
      prune: false,
    });
    const page = new BucketDeployment(this, "Page", {
      destinationBucket: bucket,
      destinationKeyPrefix: CONSOLE_PATH,
      sources: [Source.asset(bundle.page)],
      cacheControl: [CacheControl.noCache()],
      prune: false,
    });
    // The page names files that have to be there.
    page.node.addDependency(assets);
  }
}

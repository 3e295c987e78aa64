import { fromEnv } from "@aws-sdk/credential-provider-env";

/**
 * Stands in the bundles for the SDK's chain of credential providers. Lambda puts a function's credentials into its
 * environment and nowhere else, so the providers for laptops, containers and single sign-on would be dead weight.
 */
export const defaultProvider = fromEnv;

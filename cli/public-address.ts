import { CloudFormationClient, DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import { oneLine } from "../texts/legible.ts";
import type { Installation } from "./installation.ts";
import { Refused, type Where } from "./where.ts";

/**
 * The public address of an installation, without a slash at the end: the one that was named, that of the local run, or the one in the
 * outputs of the service stack. @throws Refused
 */
export async function publicAddress(
  named: string | undefined,
  { url }: Pick<Installation, "url">,
  { stage = "" }: Where,
): Promise<string> {
  const address = named ?? url ?? (await deployedAddress(stage));
  if (!URL.canParse(address)) throw new Refused(`"${oneLine(address)}" is no address`);
  return address.replace(/\/$/, "");
}

async function deployedAddress(stage: string): Promise<string> {
  const stack = `turno-${stage}-service`;
  const { Stacks } = await new CloudFormationClient({}).send(new DescribeStacksCommand({ StackName: stack }));
  const form = Stacks?.[0]?.Outputs?.find(({ OutputKey }) => OutputKey === "FormUrl")?.OutputValue;
  if (!form) throw new Refused(`The stack ${stack} has no output FormUrl. Deploy it, or name it: --address URL`);
  return form.replace(/\/form$/, "");
}

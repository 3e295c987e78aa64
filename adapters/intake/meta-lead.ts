/** How long Meta has to answer, ms: the one who notified waits as well. */
const timeout = 5000;
const fields = "id,created_time,ad_id,form_id,campaign_id,campaign_name,field_data";

/**
 * What Meta has of a lead that its notification named: `{ id, field_data: [{ name, values }] }`, by the Graph API
 * (https://developers.facebook.com/docs/marketing-api/guides/lead-ads/retrieving). @throws where it does not answer so
 */
export async function fetchMetaLead(leadgenId: string, token: string): Promise<unknown> {
  if (!/^\d{1,40}$/.test(leadgenId)) throw new Error("the id of a lead at Meta is a number");
  const answer = await fetch(`https://graph.facebook.com/v24.0/${leadgenId}?fields=${fields}`, {
    headers: { Authorization: `Bearer ${token}` },
    redirect: "error",
    signal: AbortSignal.timeout(timeout),
  });
  if (!answer.ok) throw new Error(`Meta answered ${answer.status}`);
  return answer.json();
}

import { type ManageForms, type Managing, manageForms } from "../adapters/pages/manage-forms.ts";
import { managePage } from "../adapters/pages/manage-page.ts";
import { ownedPage } from "../adapters/pages/owned-page.ts";
import type { Page } from "../adapters/pages/page.ts";
import { contactBy } from "../routing/offers/offer.ts";

interface ManagersPage extends Omit<Managing, "locale"> {
  notice?: string | undefined;
  /** `base` comes before the last part of the addresses that the forms are posted to. */
  forms: Omit<ManageForms, "action"> & { base: string };
}

/** The page of a lead for a manager: that of its owner, where they have it, with what they can do beside. */
export function managersPage({ forms, notice, ...page }: ManagersPage): Page {
  const { lead, manager, policy } = page;
  const { base, ...asked } = forms;
  const managing: Managing = { ...page, locale: manager.locale };
  const manage = { ...asked, action: `${base}manage` };
  if (lead.ownerId !== manager.id || lead.closed) return managePage({ ...managing, notice, forms: manage });
  const owned = ownedPage({
    ...{ lead, policy, now: page.now, locale: manager.locale, rep: manager, state: "already-accepted", notice },
    contactBy: contactBy(lead, manager, policy),
    forms: { action: `${base}acts`, link: asked.link },
    manage: manageForms(managing, manage),
  });
  return asked.asked ? { ...owned, statusCode: 422 } : owned;
}

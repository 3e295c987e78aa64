/** What the settings say. */
export const words = {
  here: "These hold on this device.",
  language: "Mails and pages keep the language that the roster has for you.",
  theme: "Colours",
  keys: "Turn them off if you type them by mistake or speak to your device.",
  allKeys: "See all keys",
  who: "Who you are",
  roster: (zone: string) => `Times are of ${zone}. The roster says so, and your manager can change it.`,
  tour: "Take the tour",
};

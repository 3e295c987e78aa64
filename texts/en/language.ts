export const tags = { intl: "en", html: "en" };

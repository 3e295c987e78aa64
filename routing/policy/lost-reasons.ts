import type { Words } from "../lead/lead.ts";

/** Why a lead was lost, for policies that name no reasons of their own. */
export const lostReasons: { id: string; name: Words }[] = [
  {
    id: "unreachable",
    name: { en: "Could not be reached", es: "No se logró contactar", pt: "Não foi possível contatar" },
  },
  { id: "price", name: { en: "The price", es: "El precio", pt: "O preço" } },
  {
    id: "competitor",
    name: { en: "Chose somebody else", es: "Eligió a otro proveedor", pt: "Escolheu outro fornecedor" },
  },
  { id: "not-now", name: { en: "Not now", es: "No es el momento", pt: "Não é o momento" } },
  { id: "no-fit", name: { en: "Not what they need", es: "No es lo que necesita", pt: "Não é o que precisa" } },
];

declare module "asl-validator" {
  interface Result {
    isValid: boolean;
    errorsText: (separator?: string) => string;
  }
  const validator: (definition: object) => Result;
  export default validator;
}

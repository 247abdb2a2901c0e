// Draws the document. What is switched off would ask servers of the viewer's makers, or is for people who edit documents.
Scalar.createApiReference("#reference", {
  url: "/api/openapi.json",
  withDefaultFonts: false,
  telemetry: false,
  proxyUrl: "",
  hideClientButton: true,
  showDeveloperTools: "never",
  agent: { disabled: true, hideAddApi: true },
  mcp: { disabled: true },
  operationTitleSource: "summary",
  persistAuth: false,
});

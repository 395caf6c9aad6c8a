using System.Text.Json.Nodes;

namespace BotDesk.Rest;

internal static class RequestExample
{
    /// <summary>Shows in the OpenAPI document what a request looks like.</summary>
    public static RouteHandlerBuilder WithRequestExample(this RouteHandlerBuilder route, JsonNode example) =>
        route.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            foreach (var content in operation.RequestBody?.Content?.Values ?? [])
            {
                content.Example = example;
            }

            return Task.CompletedTask;
        });
}

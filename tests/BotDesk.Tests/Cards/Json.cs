using System.Text.Json.Nodes;

namespace BotDesk.Tests.Cards;

internal static class Json
{
    /// <summary>Equal as JavaScript would see it: numbers by value, properties in any order. Shows both when not.</summary>
    public static void AssertEqual(JsonNode? expected, JsonNode? actual)
    {
        if (!JsonNode.DeepEquals(expected, actual))
        {
            Assert.Equal(expected?.ToJsonString() ?? "null", actual?.ToJsonString() ?? "null");
            Assert.Fail("The order of properties differs and something else besides.");
        }
    }
}

using System.Text.Json;

namespace BotDesk.Channels.BotFramework;

/// <summary>
/// A card for Teams and its kin, which run Action.Execute from version 1.4 on. Clients that do not yet get an Action.Submit as fallback,
/// which is honoured inside of an ActionSet (https://learn.microsoft.com/adaptive-cards/authoring-cards/universal-action-model#backward-compatibility).
/// </summary>
internal sealed class TeamsCard : CardRewriter
{
    public static TeamsCard Adapter { get; } = new();

    protected override void WriteExecute(JsonElement action, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        CopyProperties(action, writer);
        writer.WritePropertyName("fallback"u8);
        WriteSubmit(action, writer);
        writer.WriteEndObject();
    }
}

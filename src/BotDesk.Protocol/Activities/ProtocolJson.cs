using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace BotDesk.Protocol;

/// <summary>How the protocol's types are written: camelCase, nulls left out, and no reflection at run time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(ChannelAccount))]
[JsonSerializable(typeof(ConversationReference))]
[JsonSerializable(typeof(ConversationParameters))]
[JsonSerializable(typeof(PagedMembers))]
[JsonSerializable(typeof(IList<ChannelAccount>))]
[JsonSerializable(typeof(string))]
public sealed partial class ProtocolJson : JsonSerializerContext
{
    /// <summary>
    /// Writes text as UTF-8 instead of \u escapes: an escape takes six bytes, and a card may have 28 KB in Teams. The bodies are
    /// only ever sent as application/json, so escaping for HTML has no reader.
    /// </summary>
    public static ProtocolJson Wire => Relaxed.Instance;

    // A class of its own, because the order in which the static fields of a partial class are set is not defined.
    private static class Relaxed
    {
        public static readonly ProtocolJson Instance = new(new JsonSerializerOptions(Default.Options!) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}

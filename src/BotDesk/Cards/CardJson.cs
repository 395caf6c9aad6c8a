using System.Text.Encodings.Web;
using System.Text.Json;

namespace BotDesk.Cards;

/// <summary>How cards are written. They travel as JSON and never inside a page's markup, so that letters of every language stay one character.</summary>
internal static class CardJson
{
    public static JavaScriptEncoder Encoder => JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    /// <summary>Validation is off because templates are checked when they are compiled and expansion only copies their shape.</summary>
    public static JsonWriterOptions WriterOptions { get; } = new() { Encoder = Encoder, SkipValidation = true };
}

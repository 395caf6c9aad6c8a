using System.Security.Cryptography;
using System.Text.Json;
using BotDesk.Data;

namespace BotDesk.Conversation;

/// <summary>What somebody saw when they clicked: a digest of the card as their channel showed it, for the record.</summary>
public sealed class SeenCards(DeskDb db)
{
    /// <summary>How many of a conversation's last answers are searched for a card that was shown in one.</summary>
    private const int LatestAnswers = 50;

    /// <param name="nonce">That of the rendering.</param>
    /// <returns>SHA-256 of the card, in hex; null when no such card was shown in this conversation.</returns>
    public async Task<string?> HashAsync(string conversationKey, string? nonce)
    {
        if (!Nonces.IsWellFormed(nonce))
        {
            return null;
        }

        var sent = await db.QueryFirstAsync<byte[]?>(
            "SELECT activity FROM outbox WHERE conversation_key = @conversationKey AND nonce = @nonce ORDER BY id DESC LIMIT 1", new { conversationKey, nonce });
        return sent is not null ? HashOf(sent) : await AnsweredAsync(conversationKey, nonce);
    }

    /// <summary>The same for the card that was last shown here about the subject.</summary>
    public async Task<string?> LastHashAsync(string conversationKey, CardSubject subject)
    {
        var sent = await db.QueryFirstAsync<byte[]?>(
            """
            SELECT activity FROM outbox WHERE conversation_key = @conversationKey AND nonce IS NOT NULL AND
                (subject = @subject OR target IN (SELECT id FROM outbox AS first WHERE first.conversation_key = @conversationKey AND first.subject = @subject))
            ORDER BY id DESC LIMIT 1
            """,
            new { conversationKey, subject = subject.ToString() });
        return sent is null ? null : HashOf(sent);
    }

    /// <summary>The same for a page that tells what the card would.</summary>
    public static string HashOf(CardView shown) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(shown.Model, JsonSerializerOptions.Web)));

    /// <summary>A card that was shown in the answer to a click or a refresh, and nowhere else.</summary>
    private async Task<string?> AnsweredAsync(string conversationKey, string nonce)
    {
        var answers = await db.QueryAsync<byte[]>(
            "SELECT answer FROM inbox WHERE conversation_key = @conversationKey AND answer IS NOT NULL ORDER BY id DESC LIMIT @LatestAnswers", new { conversationKey, LatestAnswers });
        var marker = System.Text.Encoding.ASCII.GetBytes(nonce);
        return answers.Find(answer => answer.AsSpan().IndexOf(marker) >= 0) is { } shown ? HashOf(shown) : null;
    }

    /// <summary>The card alone where the channel shows a card as such; the whole message where it gives it another form.</summary>
    private static string HashOf(byte[] shown)
    {
        using var message = JsonDocument.Parse(shown);
        var root = message.RootElement;
        var card =
            root.TryGetProperty("attachments", out var attachments) && attachments.GetArrayLength() > 0 && attachments[0].TryGetProperty("content", out var content) ? content
            : root.TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.Object ? value
            : root;
        return Convert.ToHexStringLower(SHA256.HashData(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(card)));
    }
}

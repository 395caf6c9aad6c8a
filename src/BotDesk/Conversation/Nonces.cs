using System.Diagnostics.CodeAnalysis;
using BotDesk.Data;

namespace BotDesk.Conversation;

/// <summary>
/// Makes a click count once. Channels send a click again with a new activity id, and people click twice, so what a card changes is
/// guarded by the nonce of its rendering, which is used up in the transaction of the change.
/// </summary>
public sealed class Nonces(DeskDb db, TimeProvider clock)
{
    public static bool IsWellFormed([NotNullWhen(true)] string? nonce) =>
        nonce is { Length: >= 16 and <= 64 } && nonce.All(char.IsAsciiLetterOrDigit);

    public async Task<bool> IsUsedAsync(string nonce) =>
        await db.QueryFirstAsync<int?>("SELECT 1 FROM used_nonces WHERE nonce = @nonce", new { nonce }) is not null;

    /// <summary>Uses it up. Of two transactions at once the second fails and runs again, and then finds it used.</summary>
    public Task UseAsync(string nonce) =>
        db.ExecuteAsync("INSERT INTO used_nonces (nonce, used_at) VALUES (@nonce, @now)", new { nonce, now = clock.GetUtcNow().ToUnixTimeMilliseconds() });
}

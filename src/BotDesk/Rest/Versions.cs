using Microsoft.AspNetCore.Http.Headers;
using Microsoft.Net.Http.Headers;

namespace BotDesk.Rest;

/// <summary>An answer that says as of which version it is; it travels as the <c>ETag</c>.</summary>
internal interface IVersioned
{
    /// <summary>Grows with every change.</summary>
    int Version { get; }
}

/// <summary>Entity tags (RFC 9110, 8.8.3): the version in quotes.</summary>
internal static class EntityTags
{
    public static string Of(int version) => $"\"{version}\"";

    /// <summary>Whether a tag that the caller holds is that of this version. A weak one is no proof.</summary>
    public static bool Names(this EntityTagHeaderValue tag, int version) => tag.Tag == "*" || (tag.Tag == Of(version) && !tag.IsWeak);
}

/// <summary>What the caller knows of what they change: the header <c>If-Match</c>.</summary>
internal sealed class IfMatch
{
    /// <summary>What <see cref="ApiWriter"/> carries out in this transaction; the transaction runs apart from the request.</summary>
    public IHeaderDictionary Headers { get; set; } = new HeaderDictionary();

    /// <summary>For an action, which moves something on from wherever it stands: the header may be left out.</summary>
    /// <param name="what">Such as <c>INC42</c>.</param>
    /// <param name="version">Of what is there now, read in the transaction that changes it; null where nothing is.</param>
    public async Task<Refusal?> CheckAsync(string what, Func<Task<int?>> version) => Headers.IfMatch.Count > 0 ? await CompareAsync(what, version) : null;

    /// <summary>For an edit, which would overwrite what somebody else wrote meanwhile: the header must be there (RFC 6585, 3).</summary>
    /// <inheritdoc cref="CheckAsync"/>
    public async Task<Refusal?> RequireAsync(string what, Func<Task<int?>> version) => Headers.IfMatch.Count > 0
        ? await CompareAsync(what, version)
        : new Refusal(RefusalKind.Blind, $"Say which version of {what} you edited: send the ETag with which you read it as If-Match, or If-Match: * to overwrite whatever is there.");

    private async Task<Refusal?> CompareAsync(string what, Func<Task<int?>> version)
    {
        // A header that is no list of tags gives an empty one.
        if (new RequestHeaders(Headers).IfMatch is not { Count: > 0 } known)
        {
            return Refusal.Invalid(HeaderNames.IfMatch, $"{HeaderNames.IfMatch} is an ETag as it was received, such as \"7\" with its quotes, or *.");
        }

        return await version() is { } current && !known.Any(tag => tag.Names(current))
            ? new Refusal(RefusalKind.Stale, $"{what} was changed since you read it, so nothing was done. Read it again, look whether you still want the same, and send that with If-Match: {EntityTags.Of(current)}.")
            : null;
    }
}

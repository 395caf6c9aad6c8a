using System.Security.Cryptography;
using BotDesk.Conversation;
using BotDesk.Conversation.Attachments;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Tickets;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace BotDesk.LiveChat;

/// <summary>
/// Keeps pictures of live conversations, and decides who sees them: who is signed in as its requester or works at the console; and the
/// channel's clients in which it was shown, which sign in nowhere, by the key in the address that they were given.
/// </summary>
public sealed class LivePictures(DeskDb db, IDataProtectionProvider protection)
{
    private readonly IDataProtector _keys = protection.CreateProtector("BotDesk.LiveChat.Pictures");

    /// <returns>Its id.</returns>
    public string Keep(LiveConversation chat, SentFile picture)
    {
        var kept = new LivePicture
        {
            Id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(20)),
            ConversationId = chat.Id,
            Name = picture.Name,
            ContentType = picture.ContentType,
            Bytes = picture.Bytes,
        };
        db.Add(kept);
        return kept.Id;
    }

    /// <summary>The picture as it is shown in a channel.</summary>
    public async Task<OutgoingPicture> ShowAsync(string id)
    {
        var picture = (await db.Set<LivePicture>().FirstOrDefaultAsync(candidate => candidate.Id == id))!;
        return new OutgoingPicture(picture.Name, picture.ContentType, $"/pictures/{id}?key={_keys.Protect(id)}", picture.Bytes);
    }

    /// <returns>Null when there is none, or it is not for whoever asks.</returns>
    public async Task<LivePicture?> FindAsync(string id, string? key, Person? reader)
    {
        if (await db.Set<LivePicture>().FirstOrDefaultAsync(candidate => candidate.Id == id) is not { } picture)
        {
            return null;
        }

        if (key is not null)
        {
            return Opens(key, id) ? picture : null;
        }

        var chat = await db.Set<LiveConversation>().FirstAsync(candidate => candidate.Id == picture.ConversationId);
        if (reader is null || (reader.Id != chat.RequesterId && !reader.MaySeeConsole))
        {
            return null;
        }

        // A requester sees none that is among agents, also where they are an agent themselves.
        return reader.Id == chat.RequesterId && await db.Set<TicketEntry>().AnyAsync(line => line.Picture == id && line.Kind == EntryKind.InternalNote) ? null : picture;
    }

    private bool Opens(string key, string id)
    {
        try
        {
            return _keys.Unprotect(key) == id;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }
}

/// <summary><c>/pictures/{id}</c>.</summary>
internal static class LivePictureEndpoints
{
    public static void MapLivePictures(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/pictures/{id}", GetAsync).AllowAnonymous().WithMetadata(new Access.OwnAuthentication(ChecksOrigin: true)).ExcludeFromDescription();

    private static async Task<IResult> GetAsync(string id, string? key, LivePictures pictures, Access.SignedInPerson signedIn, HttpContext context)
    {
        if (await pictures.FindAsync(id, key, key is null ? await signedIn.FindAsync(context.RequestAborted) : null) is not { } picture)
        {
            return Results.NotFound();
        }

        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox"; // a stranger made it
        headers.CacheControl = "private, max-age=86400";
        return Results.Bytes(picture.Bytes, picture.ContentType);
    }
}

using BotDesk.Access;
using BotDesk.Rest;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace BotDesk.Tickets.Files;

/// <summary>A file of a ticket.</summary>
/// <param name="Name">Harmless to save under.</param>
/// <param name="ContentType">By its content, whatever it was called.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Url">Where its content is, with the same key: as an attachment.</param>
public sealed record TicketFileResponse(string Id, string Name, string ContentType, int Size, DateTimeOffset SentAt, TicketPerson? By, string Url)
{
    internal TicketFileResponse(Ticket ticket, TicketFile file)
        : this(file.Id, file.Name, file.ContentType, file.Size, file.SentAt, TicketPerson.Of(file.Sender), $"/api/tickets/{ticket.Number}/files/{file.Id}")
    {
    }
}

/// <param name="Files">In the order in which they came.</param>
public sealed record TicketFileList(IReadOnlyList<TicketFileResponse> Files);

/// <summary><c>/tickets/{number}/files/{id}</c> for whoever is signed in and may see the ticket, and <c>/api/tickets/{number}/files</c> for programs.</summary>
internal static class TicketFileEndpoints
{
    /// <summary>Where the signed-in get it.</summary>
    /// <param name="shown">Whether it is shown in a page, which only pictures are.</param>
    public static string PathOf(string number, string id, bool shown = false) => $"/tickets/{number}/files/{id}{(shown ? "?shown=true" : "")}";

    public static void MapTicketFiles(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet("/tickets/{number}/files/{id}", GetAsync).RequireAuthorization(DeskPolicies.Person).ExcludeFromDescription();

    public static void MapTicketFilesOfApi(this IEndpointRouteBuilder api)
    {
        var read = api.MapGroup("/tickets/{number}/files").WithTags("Tickets").RequireAuthorization(DeskPolicies.ApiWith(ApiScope.TicketsRead));
        read.MapGet("/", ListAsync).WithSummary("Pictures and files that were sent for a ticket").Answers(TicketExamples.Files).With("number", TicketExamples.Incident.Number, "Such as INC42 or REQ7.");

        // What it answers with is no JSON; the list tells where each is.
        read.MapGet("/{id}", DownloadAsync).ExcludeFromDescription();
    }

    private static async Task<Results<Ok<TicketFileList>, ProblemHttpResult>> ListAsync(string number, TicketBook book) =>
        TicketNumber.Normalise(number) is { } normal && await book.FindAsync(normal) is { } ticket
            ? TypedResults.Ok(new TicketFileList([.. ticket.Files.Select(file => new TicketFileResponse(ticket, file))]))
            : Refusal.NotFound($"There is no ticket {number}.").ToProblem();

    private static async Task<IResult> DownloadAsync(string number, string id, TicketFiles files, HttpContext context) =>
        TicketNumber.Normalise(number) is { } normal && await files.ReadAsync(normal, id, reader: null) is { } found
            ? Answer(context, found.File, found.Bytes, isShown: false)
            : Refusal.NotFound($"There is no such file with {number}.").ToProblem();

    private static async Task<IResult> GetAsync(string number, string id, bool? shown, TicketFiles files, SignedInPerson signedIn, HttpContext context) =>
        await signedIn.FindAsync(context.RequestAborted) is { } reader && TicketNumber.Normalise(number) is { } normal && await files.ReadAsync(normal, id, reader) is { } found
            ? Answer(context, found.File, found.Bytes, shown == true && found.File.IsPicture)
            : Results.NotFound();

    // A stranger made it: nothing in it may run, and no browser may take it for something else.
    private static IResult Answer(HttpContext context, TicketFile file, byte[] bytes, bool isShown)
    {
        var disposition = new ContentDispositionHeaderValue(isShown ? "inline" : "attachment");
        disposition.SetHttpFileName(file.Name);
        var headers = context.Response.Headers;
        headers.ContentDisposition = disposition.ToString();
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "private, no-store";
        return Results.Bytes(bytes, file.ContentType);
    }
}

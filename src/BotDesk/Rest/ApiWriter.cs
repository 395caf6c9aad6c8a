using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.People;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BotDesk.Rest;

/// <summary>
/// Changes what a REST caller asks for: on the record, and once for each <c>Idempotency-Key</c> (IETF draft "The Idempotency-Key HTTP
/// Header Field"). Asked again, the answer is the stored one; a request that was refused changed nothing and may be sent again.
/// </summary>
/// <remarks>
/// Key, change and answer are one transaction. Of two that come at once the second waits for the first, on SQLite in the queue of the writer, on
/// PostgreSQL at the primary key, also across instances; then it gets the first one's answer.
/// </remarks>
internal sealed class ApiWriter(DeskWriter writer, IHttpContextAccessor http, IOptions<JsonOptions> json, TimeProvider clock)
{
    public const string Header = "Idempotency-Key";

    /// <summary>Who calls in Development without a key.</summary>
    private const string Nameless = "development";
    private const int LongestKey = 255;

    /// <summary>Says that the answer is that of an earlier request.</summary>
    private const string Replayed = "Idempotent-Replayed";

    /// <summary>How long an answer is kept.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromHours(24);

    /// <param name="body">What was asked, as it was read.</param>
    /// <param name="operation">Gets the scope of the transaction.</param>
    public async Task<Outcome<T>> WriteAsync<T>(object body, Func<IServiceProvider, Task<Outcome<T>>> operation)
        where T : class
    {
        var context = http.HttpContext!;
        var caller = CallerOf(context);
        if (!TryReadKey(context.Request, out var key))
        {
            return WrongKey;
        }

        var digest = Digest(context.Request, body);
        return await writer.WriteAsync(async scope =>
        {
            var db = scope.GetRequiredService<DeskDb>();
            var now = clock.GetUtcNow();
            if (key is not null && await db.Set<ApiRequest>().FirstOrDefaultAsync(request => request.Caller == caller && request.Key == key) is { } before)
            {
                if (before.At > now - Remembered)
                {
                    return before.Digest.AsSpan().SequenceEqual(digest) ? Again<T>(context, before, json.Value.SerializerOptions) : OtherRequest;
                }

                db.Remove(before);
                await db.SaveChangesAsync();
            }

            scope.GetRequiredService<Acting>().Via = "api";
            scope.GetRequiredService<IfMatch>().Headers = context.Request.Headers;
            var outcome = await operation(scope);
            if (!outcome.Is(out var done, out _))
            {
                return outcome;
            }

            // Whom the change is by is a person; which program made it for them is told here.
            scope.GetRequiredService<AuditTrail>().Add(null, "api.called", $"{context.Request.Method} {context.Request.Path}", new { key = caller });
            if (key is not null)
            {
                db.Add(new ApiRequest { Caller = caller, Key = key, Digest = digest, Answer = JsonSerializer.SerializeToUtf8Bytes(done, json.Value.SerializerOptions), At = now });
            }

            return outcome;
        }, context.RequestAborted);
    }

    /// <summary>The person in whose name something is asked.</summary>
    /// <param name="field">Where they were named.</param>
    public static async Task<Outcome<Person>> NamedAsync(IServiceProvider scope, string field, string? who)
    {
        if (string.IsNullOrWhiteSpace(who))
        {
            return Refusal.Invalid(field, "Name a person by handle or e-mail address.");
        }

        var outcome = await scope.GetRequiredService<PeopleDesk>().FindByHandleOrEmailAsync(who.Trim());
        return outcome.Is(out var person, out var refusal) ? person : Refusal.Invalid(field, refusal.Message);
    }

    internal static Refusal WrongKey => Refusal.Invalid(Header, $"{Header} is 1 to {LongestKey} visible ASCII characters, once.");

    internal static Refusal OtherRequest => new(RefusalKind.Reused, $"This {Header} came with another request before; give each its own.");

    internal static string CallerOf(HttpContext context) => context.User.Identity is { IsAuthenticated: true, Name: { } name } ? name : Nameless;

    /// <summary>The answer that was given before.</summary>
    internal static Outcome<T> Again<T>(HttpContext context, ApiRequest before, JsonSerializerOptions options)
        where T : class
    {
        context.Response.Headers[Replayed] = "true";
        return JsonSerializer.Deserialize<T>(before.Answer, options)!;
    }

    /// <param name="key">Null where none was sent.</param>
    internal static bool TryReadKey(HttpRequest request, out string? key)
    {
        var header = request.Headers[Header];
        key = header.Count == 0 ? null : header[0];
        return header.Count == 0 || (header.Count == 1 && key is { Length: > 0 and <= LongestKey } && key.All(letter => letter is > ' ' and <= '~'));
    }

    private static byte[] Digest(HttpRequest request, object body) =>
        SHA256.HashData([.. Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"), .. JsonSerializer.SerializeToUtf8Bytes(body, body.GetType())]);
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using BotDesk.Data;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace BotDesk.Rest;

/// <summary>
/// Carries out what is too large for one transaction, once for each <c>Idempotency-Key</c>: the key is taken first, and its answer kept at the end.
/// Who sends it again meanwhile is told to wait; what a killed process left can be taken over.
/// </summary>
internal sealed class ApiStreams(DeskWriter writer, IHttpContextAccessor http, IOptions<JsonOptions> json, TimeProvider clock)
{
    private const int SecondsToWait = 5;

    /// <summary>After which nobody is at work on it any more.</summary>
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(15);

    /// <param name="operation">Reads the body to its end.</param>
    public async Task<Outcome<T>> RunAsync<T>(Func<Stream, Task<T>> operation)
        where T : class
    {
        var context = http.HttpContext!;
        if (!ApiWriter.TryReadKey(context.Request, out var key))
        {
            return ApiWriter.WrongKey;
        }

        if (key is null)
        {
            return await operation(context.Request.Body);
        }

        var caller = ApiWriter.CallerOf(context);
        var (taken, before) = await TakeAsync(caller, key);
        if (before is { Answer.Length: > 0 })
        {
            var digest = Digest(context.Request, await SHA256.HashDataAsync(context.Request.Body, context.RequestAborted));
            return before.Digest.AsSpan().SequenceEqual(digest) ? ApiWriter.Again<T>(context, before, json.Value.SerializerOptions) : ApiWriter.OtherRequest;
        }

        if (!taken)
        {
            context.Response.Headers.RetryAfter = $"{SecondsToWait}";
            return Refusal.Conflict($"The request with this {ApiWriter.Header} is still being carried out. Ask again in {SecondsToWait} s.");
        }

        return await CarryOutAsync(context.Request, caller, key, operation);
    }

    private async Task<Outcome<T>> CarryOutAsync<T>(HttpRequest request, string caller, string key, Func<Stream, Task<T>> operation)
        where T : class
    {
        var isDone = false;
        try
        {
            using var hash = SHA256.Create();
            await using var body = new CryptoStream(request.Body, hash, CryptoStreamMode.Read, leaveOpen: true);
            var answer = await operation(body);
            await body.CopyToAsync(Stream.Null); // the hash is known at the end
            var (digest, kept) = (Digest(request, hash.Hash!), JsonSerializer.SerializeToUtf8Bytes(answer, json.Value.SerializerOptions));
            await writer.WriteAsync(async scope =>
            {
                var row = await FindAsync(scope, caller, key);
                (row!.Digest, row.Answer) = (digest, kept);
            });
            isDone = true;
            return answer;
        }
        finally
        {
            if (!isDone)
            {
                await writer.WriteAsync(async scope =>
                {
                    if (await FindAsync(scope, caller, key) is { } row)
                    {
                        scope.GetRequiredService<DeskDb>().Remove(row);
                    }
                });
            }
        }
    }

    private Task<(bool Taken, ApiRequest? Before)> TakeAsync(string caller, string key) => writer.WriteAsync(async scope =>
    {
        var (db, now) = (scope.GetRequiredService<DeskDb>(), clock.GetUtcNow());
        var before = await FindAsync(scope, caller, key);
        if (before is not null && before.At > now - (before.Answer.Length > 0 ? ApiWriter.Remembered : Abandoned))
        {
            return (false, before);
        }

        if (before is not null)
        {
            db.Remove(before);
            await db.SaveChangesAsync();
        }

        db.Add(new ApiRequest { Caller = caller, Key = key, Digest = [], Answer = [], At = now });
        return (true, (ApiRequest?)null);
    });

    private static Task<ApiRequest?> FindAsync(IServiceProvider scope, string caller, string key) =>
        scope.GetRequiredService<DeskDb>().Set<ApiRequest>().AsTracking().FirstOrDefaultAsync(request => request.Caller == caller && request.Key == key);

    private static byte[] Digest(HttpRequest request, byte[] body) => SHA256.HashData([.. Encoding.UTF8.GetBytes($"{request.Method} {request.Path}{request.QueryString}\n"), .. body]);
}

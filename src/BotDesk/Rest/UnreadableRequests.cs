using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Diagnostics;

namespace BotDesk.Rest;

/// <summary>A request that cannot be read is answered with what is the matter with it, without names from inside.</summary>
internal sealed partial class UnreadableRequests : IExceptionHandler
{
    private const int LongestPath = 100;

    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not BadHttpRequestException unreadable)
        {
            return false;
        }

        await TypedResults.Problem(Explain(unreadable), statusCode: unreadable.StatusCode).ExecuteAsync(httpContext);
        return true;
    }

    private static string Explain(BadHttpRequestException unreadable) => unreadable switch
    {
        { StatusCode: StatusCodes.Status413PayloadTooLarge } => "The request is too large.",
        { StatusCode: StatusCodes.Status415UnsupportedMediaType } => "Send JSON, with Content-Type: application/json.",
        { InnerException: JsonException { Path: { Length: > 1 and <= LongestPath } path } } => $"The JSON does not fit at {path}: an unknown or repeated field, a value of the wrong type, or text that cannot be kept.",
        { InnerException: JsonException { LineNumber: { } line, BytePositionInLine: { } position } } => $"The JSON cannot be read at line {line + 1}, byte {position + 1}.",
        { InnerException: JsonException } => "The JSON cannot be read.",
        _ when Parameter().Match(unreadable.Message) is { Success: true } match => $"'{match.Groups["name"].Value}' is missing or of the wrong type.",
        _ => "The request cannot be read.",
    };

    // Such as: Failed to bind parameter "Nullable<int> limit" from "many".
    [GeneratedRegex("parameter \"[^\"]*? (?<name>[A-Za-z]+)\"")]
    private static partial Regex Parameter();
}

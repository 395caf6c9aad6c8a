using System.Text.Json;

namespace BotDesk.CommandLine.Doctor;

/// <summary>What a server answered.</summary>
/// <param name="Status">HTTP status; 0 when nothing answered.</param>
/// <param name="Body">Where it is JSON, else default.</param>
/// <param name="Date">What its clock said.</param>
/// <param name="Why">Why nothing answered; else null.</param>
internal sealed record Answer(int Status, JsonElement Body, DateTimeOffset? Date, HttpResponseMessage? Response, string? Why)
{
    public string? Text(string property) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    public string? Header(string name) => Response?.Headers.TryGetValues(name, out var values) == true ? string.Join(',', values) : null;
}

/// <summary>Asks servers, and says why where none answers.</summary>
internal sealed class Outside(HttpMessageInvoker http)
{
    private const int LargestAnswer = 4 * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task<Answer> AskAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Patience);
        try
        {
            using (request)
            {
                var response = await http.SendAsync(request, timeout.Token);
                await response.Content.LoadIntoBufferAsync(LargestAnswer, timeout.Token);
                return new Answer((int)response.StatusCode, Parse(await response.Content.ReadAsByteArrayAsync(timeout.Token)), response.Headers.Date, response, null);
            }
        }
        catch (HttpRequestException error)
        {
            return new Answer(0, default, null, null, Why(error));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Answer(0, default, null, null, $"no answer within {Patience.TotalSeconds} seconds");
        }
    }

    public Task<Answer> GetAsync(Uri address, CancellationToken cancellationToken) => AskAsync(new HttpRequestMessage(HttpMethod.Get, address), cancellationToken);

    private static string Why(HttpRequestException error) => error.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "its name is not known",
        HttpRequestError.SecureConnectionError when (error.InnerException ?? error).Message.Contains("frame", StringComparison.Ordinal) => "what answers there speaks no https",
        HttpRequestError.SecureConnectionError => $"its certificate is not trusted ({(error.InnerException ?? error).Message})",
        HttpRequestError.ConnectionError => "nothing listens there, or a firewall is between",
        _ => (error.InnerException ?? error).Message,
    };

    private static JsonElement Parse(byte[] body)
    {
        try
        {
            return JsonElement.Parse(body);
        }
        catch (JsonException)
        {
            // A page, for example; the status says the rest.
            return default;
        }
    }
}

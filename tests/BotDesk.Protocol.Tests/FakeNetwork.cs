using System.Net;
using System.Text;

namespace BotDesk.Protocol.Tests;

/// <summary>Answers what the protocol asks of the world, and remembers it.</summary>
internal sealed class FakeNetwork(Func<HttpRequestMessage, string, Task<HttpResponseMessage>> answer) : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly List<(string Method, string Url, string Body, string? Authorization)> _calls = [];

    public IReadOnlyList<(string Method, string Url, string Body, string? Authorization)> Calls
    {
        get
        {
            lock (_lock)
            {
                return [.. _calls];
            }
        }
    }

    public static FakeNetwork Answering(Func<HttpRequestMessage, HttpResponseMessage> answer) => new((request, _) => Task.FromResult(answer(request)));

    public static HttpResponseMessage Json(HttpStatusCode status, string json) => new(status) { Content = new StringContent(json, Encoding.UTF8, "application/json") };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? string.Empty : await request.Content.ReadAsStringAsync(cancellationToken);
        lock (_lock)
        {
            _calls.Add((request.Method.Method, request.RequestUri!.AbsoluteUri, body, request.Headers.Authorization?.ToString()));
        }

        return await answer(request, body);
    }
}

using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;

namespace BotDesk.Protocol;

/// <inheritdoc cref="IConnectorClient"/>
internal sealed class ConnectorClient(HttpMessageInvoker http, OutboundTokens tokens, IOptions<BotFrameworkOptions> options, TimeProvider time) : IConnectorClient
{
    private readonly TimeSpan _timeout = options.Value.ConnectorTimeout;
    private readonly bool _allowLoopback = options.Value.AllowUnauthenticatedLocalCallers;

    public Task<DeliveryResult> SendAsync(string serviceUrl, string conversationId, string? replyToId, ReadOnlyMemory<byte> activityJson, CancellationToken cancellationToken) =>
        DeliverAsync(HttpMethod.Post, serviceUrl, ConnectorAddress.Activities(conversationId, replyToId), new JsonBody(activityJson), cancellationToken);

    public Task<DeliveryResult> UpdateAsync(string serviceUrl, string conversationId, string activityId, ReadOnlyMemory<byte> activityJson, CancellationToken cancellationToken) =>
        DeliverAsync(HttpMethod.Put, serviceUrl, ConnectorAddress.Activities(conversationId, activityId), new JsonBody(activityJson), cancellationToken);

    public Task<DeliveryResult> DeleteAsync(string serviceUrl, string conversationId, string activityId, CancellationToken cancellationToken) =>
        DeliverAsync(HttpMethod.Delete, serviceUrl, ConnectorAddress.Activities(conversationId, activityId), null, cancellationToken);

    public async Task<ConversationCreated> CreateConversationAsync(string serviceUrl, ConversationParameters parameters, CancellationToken cancellationToken)
    {
        var body = new JsonBody(JsonSerializer.SerializeToUtf8Bytes(parameters, ProtocolJson.Wire.ConversationParameters));
        var answer = await CallAsync(HttpMethod.Post, serviceUrl, "v3/conversations", body, cancellationToken);
        using (answer.Body)
        {
            if (!answer.Result.IsDelivered)
            {
                return new(answer.Result, null, null);
            }

            var created = ConnectorAnswer.ReadIds(answer.Body.Bytes);
            return created.Id is null
                ? new(DeliveryResult.Uncertain("The channel started a conversation without saying which."), null, null)
                : new(DeliveryResult.Delivered(created.ActivityId), created.Id, created.ServiceUrl);
        }
    }

    public Task<Fetched<ChannelAccount>> GetMemberAsync(string serviceUrl, string conversationId, string userId, CancellationToken cancellationToken) =>
        FetchAsync(serviceUrl, ConnectorAddress.Member(conversationId, userId), ProtocolJson.Wire.ChannelAccount, cancellationToken);

    public Task<Fetched<PagedMembers>> GetMembersAsync(string serviceUrl, string conversationId, int pageSize, string? continuationToken, CancellationToken cancellationToken) =>
        FetchAsync(serviceUrl, ConnectorAddress.PagedMembers(conversationId, pageSize, continuationToken), ProtocolJson.Wire.PagedMembers, cancellationToken);

    public Task<Fetched<byte[]>> GetFileAsync(string serviceUrl, string contentUrl, int limit, CancellationToken cancellationToken) =>
        ConnectorAddress.OnHostOf(serviceUrl, contentUrl, _allowLoopback) is { } address
            ? DownloadAsync(address, withToken: true, limit, cancellationToken)
            : Task.FromResult(new Fetched<byte[]>(DeliveryResult.Rejected(null, "The file is not on the channel's own host, so that no token may go there."), null));

    public Task<Fetched<byte[]>> GetSharedFileAsync(Uri address, int limit, CancellationToken cancellationToken) => DownloadAsync(address, withToken: false, limit, cancellationToken);

    private async Task<Fetched<byte[]>> DownloadAsync(Uri address, bool withToken, int limit, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(_timeout);
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        try
        {
            var token = withToken ? await tokens.GetAsync(timeout.Token) : null;
            request.Headers.Authorization = token;
            using var response = await http.SendAsync(request, timeout.Token);
            if (!response.IsSuccessStatusCode)
            {
                return new((await ReadAsync(HttpMethod.Get, response, token, timeout.Token)).Item1, null);
            }

            using var bytes = new MemoryStream();
            await using var stream = await response.Content.ReadAsStreamAsync(timeout.Token);
            var buffer = new byte[16 * 1024];
            int read;
            while ((read = await stream.ReadAsync(buffer, timeout.Token)) > 0)
            {
                if (bytes.Length + read > limit)
                {
                    return new(DeliveryResult.TooLarge("The file is larger than what is taken."), null);
                }

                bytes.Write(buffer, 0, read);
            }

            return new(DeliveryResult.Delivered(null), bytes.ToArray());
        }
        catch (OutboundTokenException e)
        {
            return new(DeliveryResult.RetryLater(OutboundTokens.RefusalPause, e.Message), null);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new(DeliveryResult.RetryLater(null, $"The file could not be had: {e.Message}"), null);
        }
    }

    private async Task<DeliveryResult> DeliverAsync(HttpMethod method, string serviceUrl, string path, JsonBody? content, CancellationToken cancellationToken)
    {
        var answer = await CallAsync(method, serviceUrl, path, content, cancellationToken);
        using (answer.Body)
        {
            return answer.Result.IsDelivered ? DeliveryResult.Delivered(ConnectorAnswer.ReadIds(answer.Body.Bytes).Id) : answer.Result;
        }
    }

    private async Task<Fetched<T>> FetchAsync<T>(string serviceUrl, string path, JsonTypeInfo<T> type, CancellationToken cancellationToken) where T : class
    {
        var answer = await CallAsync(HttpMethod.Get, serviceUrl, path, null, cancellationToken);
        using (answer.Body)
        {
            if (!answer.Result.IsDelivered)
            {
                return new(answer.Result, null);
            }

            try
            {
                return new(answer.Result, JsonSerializer.Deserialize(answer.Body.Bytes, type) ?? throw new JsonException("null"));
            }
            catch (JsonException)
            {
                return new(DeliveryResult.Rejected(null, "The channel's answer cannot be read."), null);
            }
        }
    }

    private async Task<(DeliveryResult Result, ResponseBody Body)> CallAsync(HttpMethod method, string serviceUrl, string path, JsonBody? content, CancellationToken cancellationToken)
    {
        if (ConnectorAddress.Of(serviceUrl, path, _allowLoopback) is not { } address)
        {
            return (DeliveryResult.Rejected(null, "The serviceUrl is no https address, so that no token may go there."), default);
        }

        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(_timeout);
        using var request = new HttpRequestMessage(method, address) { Content = content };
        try
        {
            var token = await tokens.GetAsync(timeout.Token);
            request.Headers.Authorization = token;
            using var response = await http.SendAsync(request, timeout.Token);
            return await ReadAsync(method, response, token, timeout.Token);
        }
        catch (OutboundTokenException e)
        {
            return (DeliveryResult.RetryLater(OutboundTokens.RefusalPause, e.Message), default);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (Failed(method, content, e), default);
        }
    }

    private async Task<(DeliveryResult, ResponseBody)> ReadAsync(HttpMethod method, HttpResponseMessage response, AuthenticationHeaderValue? token, CancellationToken cancellationToken)
    {
        ResponseBody body;
        try
        {
            body = await ResponseBody.ReadAsync(response.Content, cancellationToken);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            // The status came and decides; only an answer to GET is worthless without the rest.
            if (response.IsSuccessStatusCode && method == HttpMethod.Get)
            {
                return (DeliveryResult.RetryLater(null, "The channel's answer was cut off."), default);
            }

            body = default;
        }

        if (response.IsSuccessStatusCode)
        {
            return (DeliveryResult.Delivered(null), body);
        }

        using (body)
        {
            if (response.StatusCode == System.Net.HttpStatusCode.Unauthorized && token is not null)
            {
                tokens.Forget(token);
            }

            return (ConnectorAnswer.Refusal(method, response, body.Bytes, time), default);
        }
    }

    /// <summary>No status came. What is safe twice can be repeated; a POST only while nothing of it was sent.</summary>
    private static DeliveryResult Failed(HttpMethod method, JsonBody? content, Exception e)
    {
        var why = e is OperationCanceledException ? "The channel did not answer in time." : $"The channel could not be reached: {e.Message}";
        return method == HttpMethod.Post && content!.WasStarted ? DeliveryResult.Uncertain(why) : DeliveryResult.RetryLater(null, why);
    }
}

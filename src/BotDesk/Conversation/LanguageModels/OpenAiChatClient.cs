using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace BotDesk.Conversation.LanguageModels;

/// <summary>A language model behind an address that speaks OpenAI's chat completions, which most servers of models do.</summary>
/// <remarks>It sends nothing but messages and the model's name, because servers differ in what else they take, and reads an answer of at most 64 KB.</remarks>
internal sealed class OpenAiChatClient(HttpClient http, LanguageModelOptions options) : IChatClient
{
    private const int LongestAnswer = 64 * 1024;

    private readonly Uri _completions = new($"{options.Endpoint!.ToString().TrimEnd('/')}/chat/completions");

    /// <exception cref="HttpRequestException">It cannot be reached, or answers with an error.</exception>
    /// <exception cref="InvalidDataException">What it answers is no answer, or too long.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? asked = null, CancellationToken cancellationToken = default)
    {
        var body = new JsonObject
        {
            ["model"] = asked?.ModelId ?? options.Model,
            ["messages"] = new JsonArray([.. messages.Select(message => new JsonObject { ["role"] = message.Role.Value, ["content"] = message.Text })]),
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, _completions) { Content = new StringContent(body.ToJsonString(), new MediaTypeHeaderValue("application/json")) };
        if (!string.IsNullOrWhiteSpace(options.Key))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", options.Key);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, ContentOf(await ReadAsync(stream, cancellationToken))));
    }

    /// <summary>The desk waits for whole answers, because it checks them before anybody sees a word.</summary>
    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? asked = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Answers are checked as a whole, so they are not streamed.");

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose() => http.Dispose();

    private static async Task<byte[]> ReadAsync(Stream stream, CancellationToken cancellationToken)
    {
        var answer = new byte[LongestAnswer];
        var length = await stream.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, cancellationToken);
        return length < answer.Length ? answer[..length] : throw new InvalidDataException("The answer of the language model is too long.");
    }

    private static string ContentOf(byte[] answer)
    {
        try
        {
            return JsonNode.Parse(answer)?["choices"]?[0]?["message"]?["content"]?.GetValue<string>()
                ?? throw new InvalidDataException("The answer of the language model has no content.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentOutOfRangeException)
        {
            throw new InvalidDataException("The answer of the language model cannot be read.", error);
        }
    }
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace BotDesk.Tests;

/// <summary>Somebody in the desk's own web chat: Direct Line over HTTP, answers over the WebSocket.</summary>
internal sealed class WebChatTalker : Talker, IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<string> _ids = [];
    private Task _reading = Task.CompletedTask;

    private WebChatTalker(DeskHost desk, string handle, string conversationId, HttpClient http) : base(desk, handle, conversationId) => _http = http;

    public override string ChannelId => "webchat";

    protected override Arrivals Arrivals { get; } = new();

    /// <summary>Opens the page as somebody.</summary>
    public static async Task<WebChatTalker> OpenAsync(DeskHost desk, string handle, long personId, string name)
    {
        var http = new HttpClient { BaseAddress = new Uri(desk.Url + "/v3/directline/") };
        var user = new { user = new { id = $"dl_{personId.ToString(CultureInfo.InvariantCulture)}", name } };
        using var generated = await http.PostAsJsonAsync("tokens/generate", user);
        var token = (await generated.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var started = await http.PostAsync("conversations", null);
        var conversation = await started.Content.ReadFromJsonAsync<JsonElement>();
        var talker = new WebChatTalker(desk, handle, conversation.GetProperty("conversationId").GetString()!, http);
        await talker._socket.ConnectAsync(new Uri(conversation.GetProperty("streamUrl").GetString()!), CancellationToken.None);
        talker._reading = talker.ReadAsync();
        return talker;
    }

    public override Task<Reply> Says(string text) => Sends(Message(text));

    public override async Task<Reply> Clicks(ShownCard card, string button, object? typed = null)
    {
        var (verb, data) = card.Press(button, typed);
        data["verb"] = verb;
        var before = Shown.Count;
        var reply = await Sends(new JsonObject { ["type"] = "message", ["value"] = data, ["channelData"] = new JsonObject { ["postBack"] = true } });
        var replaced = Shown.Skip(before).LastOrDefault(arrival => arrival.IsUpdate && arrival.ActivityId == card.ActivityId);
        if (replaced is not null)
        {
            Takes(replaced);
        }

        return reply with { Replacement = replaced?.Card };
    }

    /// <summary>Uploads a file with a message.</summary>
    public async Task<Reply> Shows(byte[] bytes, string name, string type, string text = "")
    {
        using var form = new MultipartFormDataContent();
        using var activity = new StringContent(new JsonObject { ["type"] = "message", ["text"] = text, ["from"] = new JsonObject { ["id"] = "whoever" } }.ToJsonString());
        activity.Headers.ContentType = new MediaTypeHeaderValue("application/vnd.microsoft.activity");
        form.Add(activity, "activity", "blob");
        using var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue(type);
        form.Add(file, "file", name);
        using var posted = await _http.PostAsync($"conversations/{ConversationId}/upload?userId=whoever", form);
        posted.EnsureSuccessStatusCode();
        return await AnswersTo((await posted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!);
    }

    /// <summary>The whole history, as a page gets it that was just opened.</summary>
    public async Task<IReadOnlyList<Arrival>> Reloads()
    {
        var page = await _http.GetFromJsonAsync<JsonElement>($"conversations/{ConversationId}/activities");
        return [.. page.GetProperty("activities").EnumerateArray().Select(activity => new Arrival(ConversationId, activity.GetProperty("id").GetString()!, IsUpdate: false, activity))];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _socket.Dispose();
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task<Reply> Sends(JsonObject activity)
    {
        activity["from"] = new JsonObject { ["id"] = "whoever" };
        using var posted = await _http.PostAsJsonAsync($"conversations/{ConversationId}/activities", activity);
        posted.EnsureSuccessStatusCode();
        return await AnswersTo((await posted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString()!);
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        using var frame = new MemoryStream();
        try
        {
            while (true)
            {
                var read = await _socket.ReceiveAsync(buffer, _stop.Token);
                if (read.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                frame.Write(buffer, 0, read.Count);
                if (!read.EndOfMessage)
                {
                    continue;
                }

                foreach (var activity in frame.Length == 0 ? [] : JsonElement.Parse(frame.ToArray()).GetProperty("activities").EnumerateArray())
                {
                    var id = activity.GetProperty("id").GetString()!;
                    Arrivals.Add(new Arrival(ConversationId, id, IsUpdate: !_ids.Add(id), activity));
                }

                frame.SetLength(0);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or WebSocketException)
        {
            // The test or the desk is over.
        }
    }
}

using System.Net.Http.Json;
using System.Text.Json;

namespace BotDesk.Tests.Processes;

/// <summary>The desk is killed while two people talk through it, and they go on as if nothing had been.</summary>
public sealed class LiveChatKillTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("botdesk-live-kill-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task Nothing_is_lost_doubled_or_reordered_and_the_bot_stays_silent()
    {
        const int Rounds = 6;
        var desk = await DeskProcess.StartAsync(_data);
        var kim = await PageVisitor.OpenAsync(desk, "Kim");
        await kim.Says(desk, "my vpn drops every ten minutes");
        await kim.Says(desk, "talk to a person");
        await Posts(desk, "take", new { @as = "tomasz" }, "take");
        for (var round = 0; round < Rounds; round++)
        {
            // Both write at the moment of the kill, and send again what was not acknowledged.
            var writing = Task.WhenAll(kim.TrySays(desk, $"my tickets {round}", $"k{round}"), Posts(desk, "messages", new { @as = "tomasz", text = $"answer {round}" }, $"t{round}"));
            if (round % 2 == 1)
            {
                await desk.KillAsync();
            }

            await writing;
            if (round % 2 == 1)
            {
                await desk.DisposeAsync();
                desk = await DeskProcess.StartAsync(_data);
                await kim.TrySays(desk, $"my tickets {round}", $"k{round}");
                await Posts(desk, "messages", new { @as = "tomasz", text = $"answer {round}" }, $"t{round}");
            }
        }

        await using var last = desk;
        var lines = await Eventually.Answers<List<string>>(async () => await Lines(last) is var said && said.Count(line => line.StartsWith("my tickets", StringComparison.Ordinal)) == Rounds ? said : null, "everything that was written");
        Assert.Equal(Enumerable.Range(0, Rounds).Select(each => $"my tickets {each}"), lines.Where(line => line.StartsWith("my tickets", StringComparison.Ordinal)));
        Assert.Equal(Enumerable.Range(0, Rounds).Select(each => $"answer {each}"), lines.Where(line => line.StartsWith("answer", StringComparison.Ordinal)));
        var history = await Eventually.Answers<IReadOnlyList<Arrival>>(async () => await kim.History(last) is var shown && shown.Any(each => each.Text == $"Tomasz Wilkosz: answer {Rounds - 1}") ? shown : null, "the last answer");
        Assert.Equal(Enumerable.Range(0, Rounds).Select(each => $"Tomasz Wilkosz: answer {each}"), history.Select(shown => shown.Text).Where(text => text?.StartsWith("Tomasz Wilkosz: ", StringComparison.Ordinal) == true));
        Assert.DoesNotContain(history, shown => shown.Card?.Template == "tickets/list");
    }

    private static async Task Posts(DeskProcess desk, string act, object body, string key)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/live-chats/CHAT1/{act}") { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", key);
            using var response = await desk.Http.SendAsync(request);
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            // It is sent again.
        }
    }

    private static async Task<List<string>> Lines(DeskProcess desk)
    {
        var chat = await desk.Http.GetFromJsonAsync<JsonElement>("/api/live-chats/CHAT1");
        return [.. chat.GetProperty("transcript").EnumerateArray().Where(line => line.GetProperty("kind").GetString() == "comment").Select(line => line.GetProperty("text").GetString()!)];
    }
}

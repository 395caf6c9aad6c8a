using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dapper;
using Npgsql;

namespace BotDesk.Tests.Processes;

/// <summary>Two processes on one database decide as one desk.</summary>
public sealed class TwoProcessesTests : IOnPostgres
{
    [Story]
    public async Task Who_decides_at_both_at_once_has_decided_once()
    {
        var (database, data) = (await PostgresServer.CreateDatabaseAsync(), Directory.CreateTempSubdirectory("botdesk-two-"));
        try
        {
            var settings = new Dictionary<string, string> { ["ConnectionStrings:Desk"] = database };
            await using var one = await DeskProcess.StartAsync(data.CreateSubdirectory("one").FullName, settings);
            await using var other = await DeskProcess.StartAsync(data.CreateSubdirectory("other").FullName, settings);
            for (var round = 0; round < 8; round++)
            {
                var filed = await PostAsync(one, "/api/service-requests", new { requester = "sofie", item = "project-licence", values = new Dictionary<string, string> { ["plan"] = "desktop", ["cost-centre"] = "CC-1204" } });
                var number = (string)filed.Body["number"]!;
                var id = (long)JsonNode.Parse(await other.Http.GetStringAsync($"/api/approvals?number={number}"))![0]!["id"]!;

                var answers = await Task.WhenAll(
                    PostAsync(one, $"/api/approvals/{id}/approve", new { @as = "desmond" }),
                    PostAsync(other, $"/api/approvals/{id}/reject", new { @as = "desmond", text = "No" }),
                    PostAsync(other, "/api/approvals/approve", new { @as = "desmond", approvals = new[] { new { id, version = 0 } } }));

                await using var rows = new NpgsqlConnection(database);
                var choice = Assert.Single(await rows.QueryAsync<string>(
                    "SELECT choice FROM approval_decisions JOIN approval_seats ON approval_seats.id = seat_id JOIN approval_stages ON approval_stages.id = stage_id WHERE approval_id = @id", new { id }));
                Assert.Equal(choice == "Approve" ? "New" : "Declined", await rows.QueryFirstAsync<string>("SELECT status FROM tickets WHERE number = @number", new { number }));
                Assert.True(answers[0].Status != answers[1].Status || (answers[0].Status, answers[1].Status) == (HttpStatusCode.Conflict, HttpStatusCode.Conflict), $"{answers[0].Status} {answers[1].Status}");
                Assert.All(answers, answer => Assert.True(answer.Status is HttpStatusCode.OK or HttpStatusCode.Conflict, $"{answer.Status} {answer.Body}"));
            }
        }
        finally
        {
            await PostgresServer.DropDatabaseAsync(database);
            data.Delete(recursive: true);
        }
    }

    private static async Task<(HttpStatusCode Status, JsonNode Body)> PostAsync(DeskProcess desk, string path, object body)
    {
        using var response = await desk.Http.PostAsJsonAsync(path, body);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}

using System.Net;

namespace BotDesk.Tests.OnPostgres;

/// <summary>What a load balancer is told.</summary>
public sealed class ReadinessTests : DeskStories, IOnPostgres
{
    [Story]
    public async Task An_instance_without_its_database_is_alive_but_not_ready()
    {
        await using var desk = await StartDesk(new DeskSetup { MayFail = true });
        Assert.Equal(HttpStatusCode.OK, (await desk.Http.GetAsync("/health/ready")).StatusCode);

        await PostgresServer.DropDatabaseAsync(desk.Postgres!);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await desk.Http.GetAsync("/health/ready")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await desk.Http.GetAsync("/health/live")).StatusCode);
    }
}

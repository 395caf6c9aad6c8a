using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BotDesk.Conversation;
using BotDesk.Conversation.Understanding;
using BotDesk.Data;
using BotDesk.Knowledge;
using BotDesk.People;
using BotDesk.Policy;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace BotDesk.Tests;

/// <summary>How a desk of a test differs from the usual one.</summary>
internal sealed record DeskSetup
{
    /// <summary>Goes on with what another desk left; null: a new, empty folder that is removed with the desk.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>Connection string of a PostgreSQL database, which is dropped with the desk; null: a SQLite file in the data directory.</summary>
    public string? Postgres { get; init; }

    /// <summary>Null: the real one.</summary>
    public TimeProvider? Clock { get; init; }

    /// <summary>Shared with another desk; null: its own.</summary>
    public FakeConnector? Connector { get; init; }

    /// <summary>Settings beside the usual ones, by name.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether it may log errors; otherwise one fails the test.</summary>
    public bool MayFail { get; init; }

    /// <summary>Adds to what the desk is made of, before its own.</summary>
    public Action<IServiceCollection> Services { get; init; } = static _ => { };

    /// <summary>Replaces what the desk is made of.</summary>
    public Action<IServiceCollection> Replaces { get; init; } = static _ => { };
}

/// <summary>
/// The real desk with the demo company, on a database and a port of its own. Only what is outside is replaced: the channel's connector
/// and, where a test asks for it, the clock.
/// </summary>
internal sealed class DeskHost : IAsyncDisposable
{
    private static readonly Lazy<DeskPolicy> Policy = new(() => PolicyFile.Load(Path.Combine(AppContext.BaseDirectory, "Demo", "desk.yaml")).Policy!);

    // Trained once for all tests: it is the same for all of them, and never changes.
    private static readonly Lazy<Task<Understander>> Trained = new(() => Understander.CreateAsync());

    private readonly WebApplication _app;
    private readonly DeskSetup _setup;
    private readonly List<IAsyncDisposable> _opened = [];
    private bool _isStopped;

    private DeskHost(WebApplication app, DeskSetup setup, string dataDirectory, FakeConnector connector, LoggedErrors errors)
    {
        (_app, _setup, DataDirectory, Connector, Errors) = (app, setup, dataDirectory, connector, errors);
        Http = new HttpClient { BaseAddress = new Uri(Url) };
    }

    public string Url => _app.Urls.First();

    public string DataDirectory { get; }

    /// <summary>Null on SQLite.</summary>
    public string? Postgres => _setup.Postgres;

    public FakeConnector Connector { get; }

    public HttpClient Http { get; }

    /// <summary>What the desk logged as an error.</summary>
    public LoggedErrors Errors { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<DeskHost> StartAsync(DeskSetup? setup = null)
    {
        setup ??= new DeskSetup();
        var folder = setup.DataDirectory ?? Directory.CreateTempSubdirectory("botdesk-test-").FullName;
        if (FirstStart.Fits(setup) && setup.Postgres is null)
        {
            await FirstStart.CopyToAsync(setup, folder);
        }

        var connector = setup.Connector ?? await FakeConnector.StartAsync();
        List<string> settings = ["--environment", "Development", "--urls", "http://127.0.0.1:0", "--BotDesk:DataDirectory", folder];
        if (setup.Postgres is { } postgres)
        {
            settings.AddRange(["--ConnectionStrings:Desk", postgres]);
        }

        settings.AddRange(setup.Settings.SelectMany(setting => new[] { $"--{setting.Key}", setting.Value }));
        var builder = BotDesk.DeskHost.CreateBuilder([.. settings]);
        var errors = new LoggedErrors();
        builder.Logging.ClearProviders().AddProvider(errors);
        if (setup.Clock is { } clock)
        {
            builder.Services.AddSingleton(clock);
        }

        setup.Services(builder.Services);
        builder.Host.ConfigureContainer<IServiceCollection>((_, services) => setup.Replaces(services));
        var app = await BotDesk.DeskHost.OpenAsync(builder, Policy.Value, Trained.Value, CancellationToken.None);
        await app.StartAsync();
        var desk = new DeskHost(app, setup, folder, connector, errors);
        if (!FirstStart.Fits(setup) || await desk.Row<long>("SELECT count(*) FROM person_accounts") == 0)
        {
            await desk.LinkEverybodyAsync();
        }

        await app.Services.GetRequiredService<KnowledgeIndex>().Complete.WaitAsync(Arrivals.Patience);
        return desk;
    }

    /// <summary>Somebody of the demo company, in Teams.</summary>
    /// <param name="conversation">Another conversation of theirs.</param>
    public TeamsTalker As(string handle, string? conversation = null) => new(this, handle, TeamsAccount(handle), conversation ?? $"a:{handle}");

    /// <summary>Somebody of the demo company, on the desk's own page.</summary>
    public async Task<WebChatTalker> AsInWebChat(string handle)
    {
        var person = await Person(handle);
        var talker = await WebChatTalker.OpenAsync(this, handle, person.Id, person.Name);
        _opened.Add(talker);
        return talker;
    }

    /// <summary>Somebody of the demo company in the channel of this id.</summary>
    public async Task<Talker> As(string handle, Door door) => door == Door.WebChat ? await AsInWebChat(handle) : As(handle);

    public async Task<Person> Person(string handle)
    {
        await using var db = await Read();
        return await db.Set<Person>().FirstAsync(person => person.Handle == handle);
    }

    /// <summary>Rows of the database, as they are durable now.</summary>
    public async Task<List<T>> Rows<T>(string sql, object? parameters = null)
    {
        await using var db = await Read();
        return (await db.Database.GetDbConnection().QueryAsync<T>(sql, parameters)).AsList();
    }

    public async Task<T?> Row<T>(string sql, object? parameters = null) => (await Rows<T>(sql, parameters)).FirstOrDefault();

    /// <summary>Posts an activity to the messaging endpoint.</summary>
    public Task<(HttpStatusCode Status, JsonElement Body)> PostsActivity(JsonObject activity) => PostsActivity(activity.ToJsonString());

    /// <inheritdoc cref="PostsActivity(JsonObject)"/>
    public async Task<(HttpStatusCode Status, JsonElement Body)> PostsActivity(string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using var response = await Http.PostAsync("/api/messages", content);
        var body = await response.Content.ReadAsStringAsync();
        return (response.StatusCode, body.StartsWith('{') ? JsonElement.Parse(body) : default);
    }

    /// <summary>Ends when an activity that is in the inbox was handled.</summary>
    /// <returns>How many messages answer it outside of the response.</returns>
    public async Task<int> HandledAsync(string conversationKey, string activityId)
    {
        var row = await Row<InboxRow>(
            "SELECT id AS Id, conversation_key AS ConversationKey, activity_id AS ActivityId, activity AS Activity FROM inbox WHERE conversation_key = @conversationKey AND activity_id = @activityId",
            new { conversationKey, activityId });
        Assert.NotNull(row);
        await Services.GetRequiredService<ConversationLanes>().Enqueue(row).WaitAsync(Arrivals.Patience);
        return (int)await Row<long>("SELECT count(*) FROM outbox WHERE conversation_key = @conversationKey AND reply_to_id = @activityId AND kind = 0", new { conversationKey, activityId });
    }

    /// <summary>Ends the desk in an orderly way and starts it again on the same data.</summary>
    public async Task<DeskHost> RestartAsync()
    {
        await StopAsync();
        return await StartAsync(_setup with { DataDirectory = DataDirectory, Connector = Connector });
    }

    /// <summary>Another instance on the same database and the same channel.</summary>
    public Task<DeskHost> AnotherAsync() => StartAsync(_setup with { DataDirectory = DataDirectory, Connector = Connector });

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_setup.Connector is null)
        {
            await Connector.DisposeAsync();
        }

        if (_setup.DataDirectory is null)
        {
            Directory.Delete(DataDirectory, recursive: true);
            if (_setup.Postgres is { } postgres)
            {
                await PostgresServer.DropDatabaseAsync(postgres);
            }
        }

        if (!_setup.MayFail && Errors.All is [var first, ..])
        {
            throw new InvalidOperationException($"The desk logged an error: {first}");
        }
    }

    private async Task StopAsync()
    {
        if (_isStopped)
        {
            return;
        }

        _isStopped = true;
        foreach (var talker in _opened)
        {
            await talker.DisposeAsync();
        }

        _opened.Clear();
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static string TeamsAccount(string handle) => $"29:{handle}";

    /// <summary>Gives everybody of the demo company an account in Teams, as a directory would.</summary>
    private Task LinkEverybodyAsync() => Services.GetRequiredService<DeskWriter>().WriteAsync(async scope =>
    {
        var people = scope.GetRequiredService<PeopleDesk>();
        foreach (var person in await scope.GetRequiredService<DeskDb>().Set<Person>().ToListAsync())
        {
            await people.LinkAsync(person, "msteams", TeamsAccount(person.Handle));
        }
    });

    private Task<DeskDb> Read() => Services.GetRequiredService<IDbContextFactory<DeskDb>>().CreateDbContextAsync();
}

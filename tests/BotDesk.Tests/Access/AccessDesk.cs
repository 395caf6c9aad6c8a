using System.Net;
using System.Net.Http.Headers;
using BotDesk.Access;
using BotDesk.Audit;
using BotDesk.Data;
using BotDesk.People;
using BotDesk.Policy;
using BotDesk.Tests.Conversation.Understanding;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace BotDesk.Tests.Access;

/// <summary>The real desk in an environment and with settings of the test's choice, on a port and a database of its own.</summary>
internal sealed class AccessDesk : IAsyncDisposable
{
    /// <summary>A key whose digest stands in <see cref="Key"/>.</summary>
    public const string TestKey = "botdesk_a-key-of-the-tests-that-opens-nothing-elsewhere";

    private static readonly Lazy<DeskPolicy> Policy = new(() => PolicyFile.Load(Path.Combine(AppContext.BaseDirectory, "Demo", "desk.yaml")).Policy!);

    private readonly WebApplication _app;
    private readonly DirectoryInfo _folder;

    private AccessDesk(WebApplication app, DirectoryInfo folder)
    {
        (_app, _folder) = (app, folder);
        // Neither cookies nor redirects by itself: both are what is tested.
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<AccessDesk> StartAsync(string environment, params string[] settings)
    {
        var folder = Directory.CreateTempSubdirectory("botdesk-access-");
        var builder = BotDesk.DeskHost.CreateBuilder(
            ["--environment", environment, "--urls", "http://127.0.0.1:0", "--BotDesk:DataDirectory", folder.FullName, "--Logging:LogLevel:Default", "None", .. settings.SelectMany(Pair)]);
        var app = await BotDesk.DeskHost.OpenAsync(builder, Policy.Value, Task.FromResult(Trained.Desk), CancellationToken.None);
        // One door of each kind, whatever pages the desk has.
        app.MapGet("/test/person", () => "in").RequireAuthorization(DeskPolicies.Person);
        app.MapGet("/test/console", () => "in").RequireAuthorization(DeskPolicies.Console);
        app.MapGet("/test/forgotten", () => "in");
        await app.StartAsync();
        return new AccessDesk(app, folder);
    }

    /// <summary>The settings of an API key.</summary>
    public static string[] Key(int at, string scopes, string key = TestKey) =>
    [
        $"Api:Keys:{at}:Name=test{at}", $"Api:Keys:{at}:Hash={Convert.ToHexString(ApiKeys.Digest(key))}", $"Api:Keys:{at}:Scopes={scopes}",
    ];

    public static HttpRequestMessage Request(HttpMethod method, string path, string? key = null, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    public async Task<HttpStatusCode> StatusOfAsync(HttpRequestMessage request)
    {
        using var response = await Http.SendAsync(request);
        return response.StatusCode;
    }

    /// <summary>Makes somebody known.</summary>
    public Task<Person> HasAsync(string handle, Roles roles = Roles.Employee, string? directoryId = null) =>
        Services.GetRequiredService<DeskWriter>().WriteAsync(scope =>
        {
            var person = new Person { Handle = handle, Name = handle, Email = $"{handle}@example.com", Roles = roles, DirectoryId = directoryId };
            scope.GetRequiredService<DeskDb>().Add(person);
            return Task.FromResult(person);
        });

    public string Folder => _folder.FullName;

    public Task<Person> PersonAsync(string handle) => ReadAsync(db => db.Set<Person>().SingleAsync(person => person.Handle == handle));

    /// <summary>What the audit says about somebody or something, in order.</summary>
    public Task<List<string>> AuditedAsync(string subject) =>
        ReadAsync(db => db.Set<AuditEntry>().Where(entry => entry.Subject == subject).OrderBy(entry => entry.Id).Select(entry => entry.Action).ToListAsync());

    public async Task<T> ReadAsync<T>(Func<DeskDb, Task<T>> read)
    {
        await using var db = await Services.GetRequiredService<IDbContextFactory<DeskDb>>().CreateDbContextAsync();
        return await read(db);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    private static string[] Pair(string setting) => setting.IndexOf('=', StringComparison.Ordinal) is var at ? [$"--{setting[..at]}", setting[(at + 1)..]] : [];
}

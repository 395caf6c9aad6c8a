namespace BotDesk.Browser.Tests;

/// <summary>A desk for all stories that leave it running; each takes people of its own.</summary>
public sealed class OpenDesk : IAsyncLifetime
{
    private Desk? _desk;

    public Desk Desk => _desk ?? throw new InvalidOperationException("Without Chromium there is no desk either.");

    public async Task InitializeAsync()
    {
        if (Chromium.Path is not null)
        {
            _desk = await BotDesk.Browser.Tests.Desk.StartAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (_desk is not null)
        {
            await _desk.DisposeAsync();
        }
    }
}

/// <summary>Stories run one after another, in one browser.</summary>
[CollectionDefinition(Name)]
public sealed class OneBrowser : ICollectionFixture<Chromium>, ICollectionFixture<OpenDesk>
{
    public const string Name = "one browser";
}

using System.Collections.Immutable;

namespace BotDesk.Policy.Yaml;

/// <content>Names that a section chooses for itself alone, and problems that only whoever reads it can see.</content>
internal sealed partial class YamlSection
{
    /// <summary>Where it stands in the file, such as <c>services.vpn</c>.</summary>
    public string FullPath => path;

    /// <summary>The keys that it may have, as far as they were asked for.</summary>
    public IReadOnlyCollection<string> Asked => _asked;

    /// <summary>A map whose keys are names that nothing outside refers to, each with a map of its own. Empty when left out.</summary>
    public ImmutableArray<T> EachOwn<T>(string key, Func<string, YamlSection, T> read) => Has(key)
        ? [.. Names(key).Select(entry => (entry.Key.Text, Section: AsSection(entry.Value, $"{Path(key)}.{entry.Key.Text}")))
            .Where(entry => entry.Section is not null).Select(entry => read(entry.Text, entry.Section!))]
        : [];

    /// <summary>A map from names to texts, one or a list. Empty when left out.</summary>
    public ImmutableArray<T> EachTexts<T>(string key, Func<string, ImmutableArray<string>, T> read)
    {
        if (!Has(key))
        {
            return [];
        }

        var names = Names(key);
        var section = names.Length == 0 ? null : SectionOrNull(key);
        return section is null ? [] : [.. names.Select(entry => read(entry.Key.Text, section.Texts(entry.Key.Text)))];
    }

    /// <summary>Names of hosts, which others can refer to by an address.</summary>
    public ImmutableArray<string> Hosts(string key)
    {
        var hosts = Texts(key).Select(host => host.ToLowerInvariant()).ToImmutableArray();
        foreach (var host in hosts)
        {
            reading.References.Define(Named.WebhookHost, host);
            if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
            {
                Note(key, $"'{host}' is not the name of a host; write one like hooks.example.com, without https:// and port");
            }
        }

        return hosts;
    }

    /// <summary>An https address at one of those hosts; on this machine, for trying things out, also http.</summary>
    public Uri? HostedOrNull(string key)
    {
        if (TextOrNull(key) is not { } text)
        {
            return null;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || !(url.Scheme == Uri.UriSchemeHttps || (url.Scheme == Uri.UriSchemeHttp && url.IsLoopback)) || url.UserInfo.Length > 0 || url.Fragment.Length > 0)
        {
            Note(key, $"'{text}' is not an https address such as https://hooks.example.com/orders");
            return null;
        }

        reading.References.Use(Named.WebhookHost, new YamlText(Where(key), url.IdnHost.ToLowerInvariant(), quoted: true), Path(key), reading.Problems);
        return url;
    }

    /// <summary>Notes what is wrong with a key's value, as a sentence's end: "must come before …".</summary>
    public void Note(string key, string message) => Wrong(Where(key), $"{Path(key)}: {message}");
}

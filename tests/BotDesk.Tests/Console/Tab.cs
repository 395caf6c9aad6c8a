using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace BotDesk.Tests.Console;

/// <summary>A page as it arrived.</summary>
internal sealed record Seen(HttpStatusCode Status, IHtmlDocument Page, string Html, HttpResponseMessage Response)
{
    public IElement this[string selector] => Page.QuerySelector(selector) ?? throw new Xunit.Sdk.XunitException($"There is no {selector} on the page ({Status}): {Text("main")}");

    /// <summary>What a person reads there, with single spaces; empty when it is not there.</summary>
    public string Text(string selector) =>
        string.Join(' ', Page.QuerySelectorAll(selector).SelectMany(element => element.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));

    public bool Has(string selector) => Page.QuerySelector(selector) is not null;

    public List<string> Numbers => [.. Page.QuerySelectorAll(".tickets .number").Select(number => number.TextContent)];
}

/// <summary>A person's browser tab without scripts: follows no redirect by itself, keeps cookies, sends forms as they stand on the page.</summary>
internal sealed class Tab : IDisposable
{
    private readonly HttpClient _http;

    public Tab(ConsoleDesk desk, string? handle) : this(desk.Address, handle)
    {
    }

    public Tab(Uri desk, string? handle)
    {
        Prefix = handle is null ? "" : $"/as/{handle}";
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = desk };
        _http.DefaultRequestHeaders.Add("Accept", "text/html");
    }

    public string Prefix { get; }

    /// <param name="path">Below <c>/console</c>.</param>
    public Task<Seen> Opens(string path = "", params (string Name, string Value)[] headers) => Send(HttpMethod.Get, $"{Prefix}/console{path}", null, headers);

    /// <summary>Fills fields of the form and sends it with its first button.</summary>
    public Task<Seen> Sends(Seen page, string form, params (string Name, string Value)[] fields)
    {
        var element = (IHtmlFormElement)page[form];
        var values = element.Elements.OfType<IHtmlElement>().Where(field => field.HasAttribute("name") && field is not IHtmlButtonElement)
            .Select(field => KeyValuePair.Create(field.GetAttribute("name")!, field switch
            {
                IHtmlTextAreaElement text => text.Value,
                IHtmlSelectElement select => select.Value ?? "",
                IHtmlInputElement input => input.Value,
                _ => "",
            }))
            .Where(pair => fields.All(field => field.Name != pair.Key))
            .Concat(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return Send(HttpMethod.Post, element.GetAttribute("action")!, new FormUrlEncodedContent(values));
    }

    /// <summary>Goes where an answer sends it.</summary>
    public Task<Seen> Follows(Seen answer)
    {
        Assert.Equal(HttpStatusCode.Redirect, answer.Status);
        return Send(HttpMethod.Get, answer.Response.Headers.Location!.OriginalString, null);
    }

    public async Task<Seen> Send(HttpMethod method, string address, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, address) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        var response = await _http.SendAsync(request);
        var html = await response.Content.ReadAsStringAsync();
        return new Seen(response.StatusCode, new HtmlParser().ParseDocument(html), html, response);
    }

    public void Dispose() => _http.Dispose();
}

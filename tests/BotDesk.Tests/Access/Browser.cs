using System.Net;

namespace BotDesk.Tests.Access;

/// <summary>As much of a browser as signing in needs: it keeps cookies, and shows each step.</summary>
internal sealed class Browser(HttpClient http)
{
    public Dictionary<string, string> Cookies { get; } = [];

    /// <summary>What the last answer set, with all attributes.</summary>
    public IReadOnlyList<string> SetCookies { get; private set; } = [];

    public async Task<(HttpStatusCode Status, Uri? Location, string Body)> GoAsync(string address, HttpMethod? method = null)
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept", "text/html,*/*");
        request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", Cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        using var response = await http.SendAsync(request);
        SetCookies = response.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : [];
        foreach (var cookie in SetCookies)
        {
            var pair = cookie.Split(';')[0].Split('=', 2);
            if (pair[1].Length == 0)
            {
                Cookies.Remove(pair[0]);
            }
            else
            {
                Cookies[pair[0]] = pair[1];
            }
        }

        return (response.StatusCode, response.Headers.Location, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Signs in from the first page on.</summary>
    public async Task<(HttpStatusCode Status, Uri? Location, string Body)> SignInAsync(FakeProvider provider, string page = "/")
    {
        var asked = await GoAsync(page);
        Assert.Equal(HttpStatusCode.Found, asked.Status);
        return await GoAsync(provider.Approve(asked.Location!));
    }
}

using BotDesk.Access;

namespace BotDesk.CommandLine;

/// <summary><c>botdesk api-key create NAME --scopes …</c>: makes a key and says which settings let it in. It stores nothing.</summary>
internal static class ApiKeyCommand
{
    public static int Create(string name, string scopes)
    {
        var wanted = ApiKeys.SplitScopes(scopes);
        if (wanted.Length == 0 || wanted.Except(ApiScope.All).Any())
        {
            return StartFailure.Refuse([$"--scopes names what the key is good for, out of: {string.Join(' ', ApiScope.All)}"]);
        }

        var key = ApiKeys.New();
        System.Console.WriteLine(
            $"""
            The key, which is shown only now:

              {key}

            Add it to the desk's settings (with the next free number in the place of 0), and start the desk again:

              Api__Keys__0__Name={name}
              Api__Keys__0__Hash={Convert.ToHexStringLower(ApiKeys.Digest(key))}
              Api__Keys__0__Scopes={string.Join(',', wanted)}

            Callers send it as Authorization: Bearer KEY.
            """);
        return 0;
    }
}

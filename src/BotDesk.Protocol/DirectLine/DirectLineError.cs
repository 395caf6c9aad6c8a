using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace BotDesk.Protocol.DirectLine;

/// <summary>Direct Line's form of a refusal ("ErrorResponse object").</summary>
internal static class DirectLineError
{
    public static async Task WriteAsync(HttpContext context, int status, string code, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        switch (status)
        {
            case StatusCodes.Status401Unauthorized:
                context.Response.Headers.WWWAuthenticate = "Bearer";
                break;
            case StatusCodes.Status426UpgradeRequired:
                context.Response.Headers.Upgrade = "websocket";
                break;
        }

        await using var writer = new Utf8JsonWriter(context.Response.BodyWriter);
        writer.WriteStartObject();
        writer.WriteStartObject("error"u8);
        writer.WriteString("code"u8, code);
        writer.WriteString("message"u8, message);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}

using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace LstmGen.Watch;

/// <summary>
/// A web application that this machine alone can reach: it listens on the loopback address, answers to that name only, so that no other site can pose as it, takes no writes that come from
/// other pages, and tells the browser to load nothing from elsewhere.
/// </summary>
public static class LoopbackApp
{
    private const string Policy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private const long LargestBody = 8 * 1024 * 1024;
    private static readonly string[] s_hosts = ["127.0.0.1", "localhost"];

    /// <summary>An application with the files of the training page; add routes, then start it.</summary>
    /// <param name="port">1 to 65,535; 0 for a free one.</param>
    /// <param name="files">Files that come before those of the training page, such as another <c>index.html</c>; null for none.</param>
    /// <returns>It is not started yet.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No port has this number.</exception>
    public static WebApplication Create(int port = 0, IFileProvider? files = null)
    {
        if (port is < 0 or > ushort.MaxValue) throw new ArgumentOutOfRangeException(nameof(port), port, "Expected 0 to 65,535.");
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = [] });
        // What goes wrong is said on the error stream; what goes well is nobody's interest.
        builder.Logging.SetMinimumLevel(LogLevel.Error);
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.Listen(IPAddress.Loopback, port);
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.Services.Configure<HostFilteringOptions>(options => options.AllowedHosts = s_hosts);
        WebApplication app = builder.Build();
        app.UseHostFiltering();
        app.Use(GuardAsync);
        IFileProvider provider = files is null ? Serving.PageFiles.Provider : new CompositeFileProvider(files, Serving.PageFiles.Provider);
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = provider });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = provider, OnPrepareResponse = context => context.Context.Response.Headers.CacheControl = "no-cache" });
        return app;
    }

    /// <summary>Where a started application is found: <c>http://127.0.0.1:5081/</c>.</summary>
    /// <param name="app">A started application.</param>
    /// <returns>Its address.</returns>
    /// <exception cref="ArgumentNullException">There is no application.</exception>
    /// <exception cref="InvalidOperationException">It is not started.</exception>
    public static Uri AddressOf(WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        string? address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        return new Uri(address ?? throw new InvalidOperationException("Expected an application that is started, but this one is not: call StartAsync first."));
    }

    /// <summary>Opens an address in the user's browser, if there is one; if not, nothing happens.</summary>
    /// <param name="address">What to open.</param>
    /// <returns>Whether a program was started for it.</returns>
    public static bool OpenBrowser(Uri address)
    {
        ArgumentNullException.ThrowIfNull(address);
        try
        {
            using Process? process = OperatingSystem.IsWindows()
                ? Process.Start(new ProcessStartInfo(address.AbsoluteUri) { UseShellExecute = true })
                : Process.Start(new ProcessStartInfo(OperatingSystem.IsMacOS() ? "open" : "xdg-open", address.AbsoluteUri) { RedirectStandardError = true, RedirectStandardOutput = true });
            return process is not null;
        }
        catch (Exception wrong) when (wrong is System.ComponentModel.Win32Exception or FileNotFoundException or PlatformNotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Every answer carries the policy; a write that another page sends is refused.</summary>
    private static Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || IsOwn(context.Request)) return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return context.Response.WriteAsync("Expected a request of this page, but it comes from another one.", context.RequestAborted);
    }

    private static bool IsOwn(HttpRequest request)
    {
        string? origin = request.Headers.Origin;
        return string.IsNullOrEmpty(origin) || string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}

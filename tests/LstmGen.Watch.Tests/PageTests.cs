using LstmGen.Watch.Frames;

namespace LstmGen.Watch.Tests;

/// <summary>The page of a training of one's own, in a real browser.</summary>
public sealed class PageTests(Browser browser)
{
    private static readonly StringWriter s_output = new();

    private static TrainingPage Start(string? saveTo = null) => TrainingPage.Start(new TrainingPageOptions
    {
        OpenBrowser = false,
        Output = s_output,
        History = Models.Series.AsMemory(0, 200),
        Future = Models.Series.AsMemory(200),
        Steps = 40,
        SaveTo = saveTo,
    });

    [Fact]
    public async Task It_shows_the_run_and_asks_nobody_else()
    {
        await using TrainingPage page = Start();
        Assert.Contains(page.Address.ToString(), s_output.ToString(), StringComparison.Ordinal);
        await using Visit visit = await browser.OpenAsync(height: 2_600);
        await visit.Page.GotoAsync(page.Address.ToString());
        await visit.WaitAsync("document.getElementById('state').value.startsWith('Waiting')");
        SequenceModel model = Models.Create(new LstmAttribute(8) { ReturnSequences = true }, new AttentionAttribute(), new DenseAttribute(1));
        model.Fit(Models.Windows(), Models.Options(page, 30));
        await visit.WaitAsync("document.getElementById('state').value.includes('done')");
        Assert.Contains(Checksum.Of(model.Parameters.Values), await visit.EvalAsync<string>("document.getElementById('state').value"), StringComparison.Ordinal);
        Assert.Equal(30, await visit.EvalAsync<int>("lstmgen.views.lastEpoch.epoch"));
        Assert.Equal("loss,forecast,gates,unit,answers,attention,weights,model", await visit.EvalAsync<string>("[...document.querySelectorAll('.card')].filter(c => !c.hidden).map(c => c.dataset.card).join()"));
        Assert.Equal(6, await visit.EvalAsync<int>("document.querySelectorAll('.heat canvas').length"));
        Assert.All(visit.Asked, uri => Assert.Equal(page.Address.Authority, uri.Authority));
        Assert.Empty(visit.Wrong);
    }

    [Fact]
    public async Task Its_end_leaves_the_last_picture()
    {
        await using Visit visit = await browser.OpenAsync();
        await using (TrainingPage page = Start())
        {
            await visit.Page.GotoAsync(page.Address.ToString());
            while (page.Viewers == 0) await Task.Delay(10);
            Models.Lstm().Fit(Models.Windows(), Models.Options(page, 5));
        }

        await visit.WaitAsync("document.getElementById('state').value.includes('ended')");
        Assert.Equal(5, await visit.EvalAsync<int>("lstmgen.views.lastEpoch.epoch"));
    }

    [Fact]
    public async Task A_saved_run_opens_without_a_server_and_is_replayed()
    {
        string folder = Directory.CreateTempSubdirectory("lstmgen-watch-").FullName, path = Path.Combine(folder, "run.html");
        string checksum;
        await using (TrainingPage page = Start(path))
        {
            SequenceModel model = Models.Lstm();
            model.Fit(Models.Windows(), Models.Options(page, 40));
            checksum = Checksum.Of(model.Parameters.Values);
        }

        await using Visit visit = await browser.OpenAsync(height: 2_600);
        await visit.Page.GotoAsync(new Uri(path).ToString());
        await visit.WaitAsync($"document.getElementById('state').value.includes('{checksum}')");
        Assert.Equal(40, await visit.EvalAsync<int>("lstmgen.views.lastEpoch.epoch"));
        await visit.Page.Locator("#replay-at").FillAsync("4");
        await visit.WaitAsync("lstmgen.views.lastEpoch.epoch === 5");
        await visit.Page.Locator("#replay-play").ClickAsync();
        await visit.WaitAsync("lstmgen.views.lastEpoch.epoch === 40");
        Assert.True(await visit.EvalAsync<bool>("document.getElementById('hold-open').disabled"));
        Assert.Single(visit.Asked, uri => uri.Scheme != "data");
        Assert.Empty(visit.Wrong);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task What_cannot_be_looked_at_is_said()
    {
        await using TrainingPage page = Start();
        Models.Lstm().Fit(Models.Windows(), Models.Options(page));
        using var client = new HttpClient { BaseAddress = page.Address };
        foreach ((string body, string says) in new[] { ("{\"layer\":9}", "layer: Expected 0 to 0"), ("{", "JSON"), ("null", "Expected an object"), ("{\"held\":{\"gate\":\"f\"}}", "missing required") })
        {
            HttpResponseMessage answer = await client.PostAsync(At("view"), new StringContent(body));
            Assert.Equal(System.Net.HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains(says, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal(System.Net.HttpStatusCode.NoContent, (await client.PostAsync(At("view"), new StringContent("{}"))).StatusCode);
    }

    private static Uri At(string path) => new(path, UriKind.Relative);
}

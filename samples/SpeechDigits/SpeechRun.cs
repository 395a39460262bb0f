using System.Globalization;
using LstmGen;
using SpeechDigits.Audio;
using SpeechDigits.Models;
using SpeechDigits.Results;
using SpeechDigits.Tasks;

namespace SpeechDigits;

/// <summary>Trains or loads, and transcribes.</summary>
internal sealed class SpeechRun(SpeechOptions options, TextWriter output)
{
    private const double LeastSeconds = 0.1, MostSeconds = 600;

    private readonly Report _report = new(output, options.Results);

    public int Run()
    {
        if (options.Page is { } page)
        {
            FileInfo figures = options.Results is { Exists: true } results ? results : throw new UserError("Expected --results FILE with the figures that the tables of the page are made of.");
            File.WriteAllText(page.FullName, new PageTables(ResultFile.Read(figures)).Fill(File.ReadAllText(page.FullName)));
            _report.Line($"Page: {page.FullName}");
            return 0;
        }

        if (options.Data is null && options.Model is null)
        {
            throw new UserError("Expected --data FOLDER with recordings to train on, or --model FILE with a model that was saved.");
        }

        if (options.Model is not null && options.Waves.Length == 0)
        {
            throw new UserError("Expected --wav FILE with a recording that the saved model shall transcribe.");
        }

        switch (options.Task)
        {
            case "letters":
                Strings(StringKinds.Letters);
                break;
            case "live":
                Live();
                break;
            case "isolated":
                IsolatedModel isolated = options.Model is { } single ? IsolatedTask.Load(single) : new IsolatedTask(options, _report).Run(ClipSet.Read(options.Data!));
                Transcribe(MostSeconds, samples => $"{IsolatedTask.Digit(isolated, samples)}");
                break;
            case "yes-no":
                Transcribe(options.Model is { } yesNo ? YesNoTask.Load(yesNo) : new YesNoTask(options, _report).Run(options.Data!));
                break;
            default:
                Strings(StringKinds.Digits);
                break;
        }

        return 0;
    }

    private void Strings<T>(StringKind<T> kind)
        where T : SequenceModel, ITranscriber
    {
        var task = new StringTask<T>(kind, options, _report);
        Transcribe(options.Model is { } file ? task.Load(file) : task.Run(ClipSet.Read(options.Data!)));
    }

    private void Live()
    {
        var task = new StringTask<LiveModel>(StringKinds.Live, options, _report, (model, strings) => _report.Line(Delays.Of(model, strings).ToString()));
        LiveModel model = (options.Model is { } file ? task.Load(file) : task.Run(ClipSet.Read(options.Data!))).Model;
        Transcribe(MostSeconds, samples => string.Join(", ", new LiveListener(model).Hear(samples).Select(
            heard => string.Create(CultureInfo.InvariantCulture, $"{heard.Digit} after {heard.Seconds:F2} s"))));
    }

    private void Transcribe<T>(Recognizer<T> recognizer)
        where T : SequenceModel, ITranscriber => Transcribe(
            (double)recognizer.Hearing.MostSamples / WaveFile.Rate, samples => recognizer.Transcribe(samples, Judgement.Beam));

    /// <summary>What is said in each recording that the user gave.</summary>
    /// <param name="mostSeconds">That the network reads.</param>
    /// <param name="transcribe">From samples to text.</param>
    private void Transcribe(double mostSeconds, Func<float[], string> transcribe)
    {
        foreach (FileInfo wave in options.Waves)
        {
            float[] samples = WaveFile.Read(wave.FullName);
            double seconds = (double)samples.Length / WaveFile.Rate;
            if (seconds < LeastSeconds || seconds > mostSeconds)
            {
                throw new UserError(string.Create(CultureInfo.InvariantCulture, $"'{wave.FullName}' lasts {seconds:F2} s; this model reads {LeastSeconds} to {mostSeconds:F1} s."));
            }

            _report.Line($"{wave.Name}: {transcribe(samples)}");
        }
    }
}

using LstmGen;
using LstmGen.Decoding;
using SpeechDigits.Strings;

namespace SpeechDigits.Tasks;

/// <summary>A network that writes what it hears, whatever its layers are.</summary>
/// <param name="model">The network.</param>
/// <param name="hearing">How it hears.</param>
/// <param name="alphabet">What it writes.</param>
internal sealed class Recognizer<T>(T model, Hearing hearing, Alphabet alphabet)
    where T : SequenceModel, ITranscriber
{
    private readonly Adam _adam = new();

    public T Model => model;

    public Hearing Hearing => hearing;

    public Alphabet Alphabet => alphabet;

    /// <summary>From one step of its output to the next.</summary>
    public int OutputMilliseconds => hearing.Milliseconds * hearing.LookBack / model.Description.OutputSteps;

    /// <summary>One epoch of a training of so many.</summary>
    /// <returns>The mean loss of a string.</returns>
    public double Train(IReadOnlyList<Example> examples, Recipe recipe) => model.Fit(Examples.Windows(examples, hearing, model.Description.TargetSize), new FitOptions
    {
        TotalEpochs = recipe.Epochs,
        BatchSize = recipe.Batch,
        Optimizer = _adam,
        LearningRate = recipe.Rate,
        Schedule = new CosineDecay(),
        Clipping = GradientClipping.ByGlobalNorm(1),
    }).Epochs[^1].Loss;

    /// <summary>The symbols that it reads in each example.</summary>
    /// <param name="examples">What it hears.</param>
    /// <param name="beam">1 for the likeliest path, more for a beam search of that width.</param>
    public int[][] Read(IReadOnlyList<Example> examples, int beam)
    {
        int[][] read = new int[examples.Count][];
        Parallel.For(0, read.Length, () => new Reader(model, hearing, beam), (i, _, reader) =>
        {
            read[i] = reader.Read(examples[i].Steps);
            return reader;
        }, _ => { });
        return read;
    }

    /// <summary>What somebody says in a recording.</summary>
    public string Transcribe(float[] samples, int beam) => alphabet.Decode(new Reader(model, hearing, beam).Read(hearing.Listen(samples)));

    /// <summary>The probabilities of the symbols at each step that it puts out for a recording.</summary>
    public float[][] Probabilities(float[] samples)
    {
        float[] steps = hearing.Listen(samples), window = new float[hearing.LookBack * hearing.Features], all = new float[model.Description.OutputSize];
        steps.CopyTo(window, 0);
        int length = steps.Length / hearing.Features, symbols = model.Description.Outputs;
        model.PredictBatch(window, [length], all);
        int valid = (int)Math.Ceiling((double)length * model.Description.OutputSteps / hearing.LookBack);
        return [.. all.Chunk(symbols).Take(valid)];
    }

    /// <summary>What one thread needs to read.</summary>
    private sealed class Reader(T model, Hearing hearing, int beam)
    {
        private readonly float[] _window = new float[hearing.LookBack * hearing.Features];
        private readonly int[] _labels = new int[model.Description.OutputSteps];
        private readonly CtcBeamDecoder? _decoder = beam > 1 ? model.CreateBeamDecoder(beam) : null;

        public int[] Read(float[] steps)
        {
            steps.CopyTo(_window, 0);
            int length = steps.Length / hearing.Features;
            if (_decoder is null)
            {
                return _labels[..model.Transcribe(_window, length, _labels)];
            }

            model.Transcribe(_window, length, _decoder);
            return [.. _decoder.Labels(0)];
        }
    }
}

using System.ComponentModel;
using System.Runtime.CompilerServices;
using LstmGen.Checks;
using LstmGen.Decoding;
using LstmGen.Kernels;
using LstmGen.Runtime;

namespace LstmGen;

/// <summary>
/// The base of generated models with [Encoder] and [Decoder]: they read one sequence and write another, token by token. Training goes through the same
/// <see cref="SequenceModel.Fit"/> as any model's.
/// </summary>
/// <remarks>
/// Targets are token ids without the start token and the stop token, which come and go by themselves. What the network itself puts out for a window
/// (<see cref="PredictRaw"/>, Predict, PredictBatch) are the logits, or probabilities, of all steps of the decoder when it reads its own likeliest tokens; it does
/// not end at the stop token.
/// </remarks>
public abstract partial class SequenceToSequenceModel : SequenceModel
{
    /// <summary>Called by generated code.</summary>
    /// <param name="kernels">The model's kernels.</param>
    /// <param name="seed">Of the initial parameters, of shuffling, of dropout and of scheduled sampling.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    protected SequenceToSequenceModel(ModelKernels kernels, long seed)
        : base(kernels, seed)
    {
    }

    private DecoderDescription Decoder => Description.Decoder!;

    /// <summary>The longest target without its stop token.</summary>
    public int LongestTarget => Decoder.Steps - 1;

    /// <inheritdoc/>
    public sealed override void PredictRaw(ReadOnlySpan<float> window, int length, Span<float> output)
    {
        GeneratedCalls.CheckWindow(this, window, length, output);
        using Reading reading = BeginReading();
        while (reading.Next())
        {
            using var decoding = new Decoding(this, window, length);
            int token = Decoder.Start;
            for (int step = 0; step < Decoder.Steps; step++)
            {
                Span<float> logits = output.Slice(step * Decoder.Vocabulary, Decoder.Vocabulary);
                decoding.Step(decoding.State, token, logits, default);
                token = SoftmaxRow.Best(logits);
            }
        }
    }

    private protected override bool AnswersTiles => false;

    private protected override int OwnInputs => Line(Decoder.Steps);

    private protected override string WhyNoSamples =>
        "writes a sequence by what it wrote before, and samples of that have no mean; a BeamSearch gives several translations with their probabilities";

    /// <summary>Lets the decoder of row 0 read what it writes itself.</summary>
    private protected override Tile PrepareTrace(Tile tile, ReadOnlySpan<float> window, Span<float> output, Span<float> scratch)
    {
        Span<float> inputs = scratch[^(ModelDescription.TileRows * OwnInputs)..];
        PredictRaw(window, Description.LookBack, output);
        inputs.Fill(Decoder.Start);
        for (int step = 1; step < Decoder.Steps; step++)
        {
            inputs[step] = SoftmaxRow.Best(output.Slice((step - 1) * Decoder.Vocabulary, Decoder.Vocabulary));
        }

        return tile with { DecoderInputs = inputs, DecoderLengths = RowLengths.All(Decoder.Steps) };
    }

    /// <summary>Refuses a window of another size and what is no token id.</summary>
    private void CheckSource(ReadOnlySpan<float> window, int length)
    {
        GeneratedCalls.CheckSteps(Description, length, nameof(length));
        if (window.Length != Description.InputSize) throw SpanErrors.Window(Description, window.Length);
        TokenChecks.CheckWindow(Description, window, length, nameof(window));
        Finite.Check(window[..(length * Description.Features)], Description.Features, nameof(window));
    }

    private TokenWindow RentSource(ReadOnlySpan<int> source) => Description.Tokens.Length > 0
        ? TokenCalls.Rent(this, source)
        : throw new InvalidOperationException($"The encoder of {Description.Name} reads values, not token ids; call with a window of floats and its length.");

    /// <summary>One source, read; and the scratch to write with.</summary>
    private readonly ref struct Decoding : IDecoderSteps
    {
        private readonly SequenceToSequenceModel _model;
        private readonly AlignedBuffer _buffer;
        private readonly int _valid;

        public Decoding(SequenceToSequenceModel model, ReadOnlySpan<float> window, int length)
        {
            _model = model;
            DecoderDescription d = model.Decoder;
            int inputs = model.Description.Scaling == Scaling.None ? 0 : model.Description.InputSize;
            _buffer = model.RentScratch(checked(d.MemoryLength + d.StateLength + d.StepLength + d.Vocabulary + inputs));
            try
            {
                if (inputs > 0)
                {
                    Span<float> scaled = _buffer.Span.Slice(d.MemoryLength + d.StateLength + d.StepLength + d.Vocabulary, inputs);
                    model.ScaleInput(window, scaled);
                    window = scaled;
                }

                _valid = model.Kernels.Encode(model.PackedWeights, window, length, Memory, State);
            }
            catch
            {
                model.ReturnScratch(_buffer);
                throw;
            }
        }

        public Span<float> State => _buffer.Span.Slice(_model.Decoder.MemoryLength, _model.Decoder.StateLength);

        public Span<float> Logits => _buffer.Span.Slice(
            _model.Decoder.MemoryLength + _model.Decoder.StateLength + _model.Decoder.StepLength, _model.Decoder.Vocabulary);

        private Span<float> Memory => _buffer.Span[.._model.Decoder.MemoryLength];

        private Span<float> Scratch => _buffer.Span.Slice(_model.Decoder.MemoryLength + _model.Decoder.StateLength, _model.Decoder.StepLength);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step(Span<float> state, int token, Span<float> logits, Span<float> weights) =>
            _model.Kernels.DecodeStep(_model.PackedWeights, Memory, _valid, state, token, Scratch, logits, weights);

        public void Step(Span<float> state, int token, Span<float> logits) => Step(state, token, logits, default);

        public void Dispose() => _model.ReturnScratch(_buffer);
    }
}

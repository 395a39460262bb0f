using System.Text.Json;
using LstmGen.Kernels;

namespace LstmGen.Conformance.Reference;

/// <summary>CTC against PyTorch: losses and gradients by the logits, with lengths of frames and labels.</summary>
public sealed class CtcReferenceTests
{
    private static readonly JsonSerializerOptions s_options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    [Fact]
    public void Losses_and_gradients()
    {
        Case reference = Load();
        (int symbols, int batch) = (reference.Config.Symbols, reference.Config.Batch);
        int mostLabels = reference.Targets.Shape[1];
        double[] gradients = new double[reference.LogitsTbc.Data.Length];
        for (int row = 0; row < batch; row++)
        {
            int frames = reference.FrameLengths[row];
            float[] logits = new float[frames * symbols], gradient = new float[logits.Length];
            for (int i = 0; i < logits.Length; i++)
            {
                logits[i] = (float)reference.LogitsTbc.Data[(i / symbols * batch + row) * symbols + i % symbols];
            }

            float[] labels = Close.Narrow(reference.Targets.Data.AsSpan(row * mostLabels, reference.TargetLengths[row]));
            float[] workspace = new float[CtcRow.WorkspaceLength(frames, labels.Length)];
            Assert.True(CtcRow.TryLoss(symbols, Blank.First, logits, labels, gradient, workspace, out float loss));
            Close.Equal([reference.Losses.Data[row]], [(double)loss], 1e-6, $"loss of row {row}");
            for (int i = 0; i < logits.Length; i++)
            {
                gradients[(i / symbols * batch + row) * symbols + i % symbols] = gradient[i];
            }
        }

        Close.Equal(reference.LogitGradientsTbc.Data, gradients, 1e-5, "gradient by the logits");
    }

    private static Case Load() =>
        JsonSerializer.Deserialize<Case>(ReferenceCase.Text("ctc"), s_options) ?? throw new InvalidDataException("ctc.json is empty.");

    private sealed record Sizes(int Frames, int Batch, int Symbols, int Blank);

    private sealed record Case(
        Sizes Config,
        ReferenceTensor LogitsTbc,
        ReferenceTensor Targets,
        int[] TargetLengths,
        int[] FrameLengths,
        ReferenceTensor Losses,
        ReferenceTensor LogitGradientsTbc);
}

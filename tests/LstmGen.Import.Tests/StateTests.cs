using System.Text.Json;

namespace LstmGen.Import.Tests;

[LstmModel(LookBack = 1, Features = 2)]
[Lstm(6)]
[Dense(1)]
public sealed partial class StateModel;

/// <summary>A graph that takes its state in and gives it out is one Step.</summary>
public sealed class StateTests
{
    [Fact]
    public void A_step_gives_the_output_and_the_state_of_the_graph()
    {
        var model = new StateModel();
        using (FileStream stream = File.OpenRead(SharedModels.Find("torch-lstm-state.onnx")))
        {
            model.LoadOnnx(stream);
        }

        using var document = JsonDocument.Parse(File.ReadAllBytes(SharedModels.Find("torch-lstm-state.onnx.expected.json")));
        JsonElement input = document.RootElement.GetProperty("input");
        JsonElement expected = document.RootElement.GetProperty("expected");
        float[] h = SharedModels.Floats(input.GetProperty("h"));
        float[] c = SharedModels.Floats(input.GetProperty("c"));

        // Hidden, then cell, each padded to a whole cache line.
        const int Line = 16;
        var state = default(StateModel.State);
        h.CopyTo(state.Values);
        c.CopyTo(state.Values[Line..]);
        float y = model.Step(ref state, SharedModels.Floats(input.GetProperty("x")));

        SharedModels.Same([expected.GetProperty("y").GetProperty("data")[0].GetDouble()], [y]);
        SharedModels.Same([.. SharedModels.Floats(expected.GetProperty("hn")).Select(value => (double)value)], state.Values[..6].ToArray());
        SharedModels.Same([.. SharedModels.Floats(expected.GetProperty("cn")).Select(value => (double)value)], state.Values.Slice(Line, 6).ToArray());
    }
}

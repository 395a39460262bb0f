using LstmGen.Conformance.Oracle;
using LstmGen.Inspection;

namespace LstmGen.Conformance.Models;

/// <summary>Gates, cells and hidden states of random networks against the oracle.</summary>
public sealed class TraceTests
{
    private const double Tolerance = 2e-5;

    [Theory]
    [MemberData(nameof(RandomModels.Indices), MemberType = typeof(RandomModels))]
    public void Trace_agrees_with_the_oracle(int index)
    {
        ModelCase tested = RandomModels.Case(index);
        ModelTrace trace = tested.Model.CreateTrace();
        tested.Model.Trace(tested.Window(tested.Rows - 1), trace);

        int next = 0;
        foreach (OraclePass pass in tested.Oracle.Forward(Close.Widen(tested.Window(tested.Rows - 1)), Close.Widen(tested.Parameters)))
        {
            if (pass is OracleRecurrentPass recurrent)
            {
                Check(recurrent.ForwardCells, trace.Layers[next++], reversed: false, tested.Label);
                if (recurrent.BackwardCells is not null)
                {
                    Check(recurrent.BackwardCells, trace.Layers[next++], reversed: true, tested.Label, recurrent.ForwardCells.Steps - recurrent.BackwardCells.Steps);
                }
            }
        }

        Assert.Equal(next, trace.Layers.Count);
    }

    private static void Check(IOracleCells expected, LayerTrace actual, bool reversed, string label, int first = 0)
    {
        for (int step = 0; step < actual.Steps; step++)
        {
            bool isValid = step >= first && step < first + expected.Steps;
            int read = !isValid ? 0 : reversed ? first + expected.Steps - 1 - step : step;
            foreach ((string name, OracleTraceReader reader, double[] values) in expected.Traced(read))
            {
                double[] wanted = isValid ? values : new double[values.Length];
                Close.Equal(wanted, reader(actual, step), isValid ? Tolerance : 0, $"{name} of {actual.Name} at step {step}, {label}: ", floor: 1e-2);
            }
        }
    }
}

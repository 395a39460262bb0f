namespace LstmGen.Conformance.Oracle;

/// <summary>The largest value, the first of equals in reading order, of each rectangle of every channel. A rest is dropped; only points in the image count.</summary>
internal sealed class OracleMaxPool2D(OracleReach down, OracleReach across) : OracleLayer
{
    public override OracleShape Output(OracleShape input)
    {
        OracleFrame frame = input.Frame ?? throw new ArgumentException("A MaxPool2D reads pictures.", nameof(input));
        down.Check(frame.Height);
        across.Check(frame.Width);
        return OracleShape.Of(input.Steps, new(down.Outputs(frame.Height), across.Outputs(frame.Width), frame.Channels));
    }

    public override OraclePass Forward(OracleRun run)
    {
        int[][] winners = [.. run.Input.Select(step => Winners(step, run.Shape.Frame!, Output(run.Shape).Frame!))];
        return new Pass(run, winners) { Output = [.. winners.Select((step, t) => step.Select(winner => run.Input[t][winner]).ToArray())] };
    }

    private int[] Winners(double[] picture, OracleFrame from, OracleFrame to)
    {
        IEnumerable<int> winners =
            from y in Enumerable.Range(0, to.Height)
            from x in Enumerable.Range(0, to.Width)
            from channel in Enumerable.Range(0, to.Channels)
            let square =
                from row in down.Reads(y, @from.Height)
                from column in across.Reads(x, @from.Width)
                select @from.At(row.Input, column.Input, channel)
            select square.MaxBy(place => picture[place]);
        return [.. winners];
    }

    private sealed class Pass(OracleRun run, int[][] winners) : OraclePass
    {
        public override double[][] Backward(double[][] outputGradient, double[] parameterGradient)
        {
            double[][] inputGradient = ZerosLike(run.Input);
            for (int t = 0; t < winners.Length; t++)
            {
                for (int place = 0; place < winners[t].Length; place++)
                {
                    inputGradient[t][winners[t][place]] += outputGradient[t][place];
                }
            }

            return inputGradient;
        }
    }
}

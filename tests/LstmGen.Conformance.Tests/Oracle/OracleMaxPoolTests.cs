namespace LstmGen.Conformance.Oracle;

/// <summary>Max pooling, which has no slope where two values are equal: by hand, and away from such places.</summary>
public sealed class OracleMaxPoolTests
{
    [Fact]
    public void The_first_of_equals_takes_the_gradient()
    {
        double[][] gradient = Backward(new OraclePool1D(2, 2, average: false), new OracleShape(5, 1), [[2], [2], [1], [3], [9]], [[10], [20]]);
        Assert.Equal([10, 0, 0, 20, 0], gradient.Select(step => step[0]));
    }

    [Fact]
    public void Overlapping_windows_add()
    {
        double[][] gradient = Backward(new OraclePool1D(3, 1, average: false), new OracleShape(5, 1), [[1], [5], [2], [4], [3]], [[1], [10], [100]]);
        Assert.Equal([0, 11, 0, 100, 0], gradient.Select(step => step[0]));
    }

    [Theory]
    [InlineData(false, 7)]
    [InlineData(true, 6)]
    public void A_short_sequence_is_one_window(bool average, double expected)
    {
        OraclePass pass = new OraclePool1D(4, 4, average).Forward(Run(new OracleShape(8, 1), [[5], [7]]));
        Assert.Equal(expected, Assert.Single(pass.Output)[0]);
    }

    [Fact]
    public void Squares_of_each_channel()
    {
        // Two rows of five columns and two channels: the last column is a rest.
        double[] picture = [1, 9, 4, 8, 2, 7, 3, 7, 99, 99, 4, 6, 0, 5, 1, 4, 3, 7, 99, 99];
        OracleShape shape = OracleShape.Of(1, new OracleFrame(2, 5, 2));
        OraclePass pass = new OracleMaxPool2D(new(2, 2), new(2, 2)).Forward(Run(shape, [picture]));

        Assert.Equal([4, 9, 3, 7], pass.Output[0]);
        double[] gradient = pass.Backward([[1, 2, 3, 4]], [])[0];
        Assert.Equal([0, 2, 1, 0, 0, 4, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], gradient);
    }

    private static double[][] Backward(OracleLayer layer, OracleShape shape, double[][] input, double[][] outputGradient) =>
        layer.Forward(Run(shape, input)).Backward(outputGradient, []);

    private static OracleRun Run(OracleShape shape, double[][] input) => new() { Shape = shape, Input = input, Parameters = [] };
}
